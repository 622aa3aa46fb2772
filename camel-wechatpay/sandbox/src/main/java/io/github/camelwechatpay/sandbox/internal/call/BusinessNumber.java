package io.github.camelwechatpay.sandbox.internal.call;

import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The merchant's own number of the subject of a call, such as an order. */
public record BusinessNumber(String field, String value) {
    /** The merchant's unique numbers of a contract and of an authorisation, as documented. */
    private static final List<String> UNIQUE = List.of("out_contract_code", "authorization_code");
    /** The numbers that only name the context where the call has a more special number. */
    private static final List<String> GENERAL = List.of("out_trade_no", "out_order_no", "out_batch_no");

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** Returns the number that identifies a creation: repeating the call with the same parameters creates nothing new. */
    public static Optional<BusinessNumber> unique(Call call) throws Refusal {
        if (call.operation().headers().stream().anyMatch(header -> header.name().equals(IDEMPOTENCY_KEY))) {
            return call.request().header(IDEMPOTENCY_KEY).map(key -> new BusinessNumber(IDEMPOTENCY_KEY, key));
        }
        return all(call)
                .filter(number -> UNIQUE.contains(number.field) && call.body().has(number.field))
                .findFirst();
    }

    /** Returns the most special number of a call. Creating and querying the same thing give the same number. */
    public static Optional<BusinessNumber> main(Call call) {
        return all(call)
                .filter(number -> !GENERAL.contains(number.field))
                .findFirst()
                .or(() -> all(call).findFirst());
    }

    public Refusal differentParameters() {
        return field.equals(IDEMPOTENCY_KEY)
                ? Refusal.differentParameters(field, "header")
                : Refusal.differentParameters("/" + field, "body");
    }

    /** Returns the numbers in path, body and query. */
    public static Stream<BusinessNumber> all(Call call) {
        Stream<BusinessNumber> body = call.body().properties().stream()
                .filter(entry -> entry.getValue().isTextual())
                .map(entry ->
                        new BusinessNumber(entry.getKey(), entry.getValue().textValue()));
        return Stream.of(numbers(call.pathParameters()), body, numbers(call.query()))
                .flatMap(numbers -> numbers)
                .filter(number -> number.field.startsWith("out_") || UNIQUE.contains(number.field));
    }

    private static Stream<BusinessNumber> numbers(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> new BusinessNumber(entry.getKey(), entry.getValue()));
    }
}
