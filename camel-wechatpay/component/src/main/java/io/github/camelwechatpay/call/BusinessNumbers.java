package io.github.camelwechatpay.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.json.WireJson;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the business numbers of a response with those of its request. A cache, a proxy or a replay can deliver a
 * response that WeChat Pay signed for another order. Immutable and thread-safe.
 *
 * <p>A number is compared where the catalog documents it in the request and in the response:
 *
 * <ul>
 *   <li>at the same place of both bodies, such as {@code /sub_orders/&#42;/out_trade_no};
 *   <li>as a path or query parameter and at the top of the response;
 *   <li>at the top of the request and inside the one object of the response that has it, such as
 *       {@code /transfer_batch/out_batch_no}.
 * </ul>
 *
 * A number that the response leaves out, or gives as null or empty text, is accepted.
 */
public final class BusinessNumbers {

    /**
     * Names of the numbers that identify an order, a refund, a contract, a batch, a transfer or a bill. Numbers of
     * merchants, applications, persons, services, stores and coupons are not among them.
     */
    private static final Set<String> NAMES = Set.of(
            "authorization_code",
            "batch_id",
            "batch_no",
            "bill_id",
            "combine_out_trade_no",
            "combine_transaction_id",
            "contract_id",
            "detail_id",
            "detail_no",
            "merchant_sign_plan_no",
            "mix_trade_no",
            "order_id",
            "out_abnormal_settle_batch_no",
            "out_apply_no",
            "out_authorization_no",
            "out_batch_no",
            "out_bill_no",
            "out_budget_no",
            "out_contract_code",
            "out_detail_no",
            "out_instruction_no",
            "out_insurance_no",
            "out_order_id",
            "out_order_no",
            "out_recharge_no",
            "out_record_id",
            "out_refund_no",
            "out_request_no",
            "out_reservation_no",
            "out_return_no",
            "out_settle_batch_no",
            "out_subsidy_no",
            "out_subsidy_return_no",
            "out_trade_no",
            "out_transfer_no",
            "refund_id",
            "reservation_id",
            "settle_batch_no",
            "sub_order_id",
            "sub_order_no",
            "subsidy_id",
            "subsidy_receipt_id",
            "subsidy_return_receipt_id",
            "transaction_id",
            "transfer_bill_no",
            "withdraw_id");

    private static final BusinessNumbers NONE = new BusinessNumbers(List.of());

    /**
     * Represents a number that is documented on both sides.
     *
     * @param segment position in the path, or -1
     * @param parameter name in the query
     * @param said place in the body of the request
     * @param answered place in the response
     */
    private record Place(
            int segment,
            @Nullable String parameter,
            @Nullable String said,
            String answered) {

        boolean isInRequest() {
            return segment >= 0 || parameter != null || said != null;
        }
    }

    private final List<Place> places;

    private BusinessNumbers(List<Place> places) {
        this.places = List.copyOf(places);
    }

    /**
     * Finds the numbers of an operation.
     *
     * @param operation of the catalog
     * @return no numbers if the response has none of the request's numbers
     */
    public static BusinessNumbers of(Operation operation) {
        Map<String, Field> response = numbers(operation.answer());
        if (response.isEmpty()) {
            return NONE;
        }
        List<Place> places = new ArrayList<>();
        Set<String> body =
                operation.multipart() ? Set.of() : numbers(operation.body()).keySet();
        body.stream()
                .filter(pointer -> pointer.lastIndexOf('/') > 0 && response.containsKey(pointer))
                .forEach(pointer -> places.add(new Place(-1, null, pointer, pointer)));
        Set<String> query = numbers(operation.query()).keySet();
        List<String> segments = List.of(operation.path().split("/"));
        for (String name : NAMES) {
            String answered = answered(name, response.keySet());
            if (answered == null) {
                continue;
            }
            String pointer = '/' + name;
            Place place = new Place(
                    segments.indexOf('{' + name + '}'),
                    query.contains(pointer) ? name : null,
                    body.contains(pointer) ? pointer : null,
                    answered);
            if (place.isInRequest()) {
                places.add(place);
            }
        }
        return new BusinessNumbers(places);
    }

    private static Map<String, Field> numbers(List<Field> fields) {
        Map<String, Field> numbers = new HashMap<>();
        Field.walk(fields, (pointer, field) -> {
            if (NAMES.contains(field.name()) && !field.encrypted()) {
                numbers.put(pointer, field);
            }
        });
        return numbers;
    }

    /** Returns null for several places, because a second one may belong to something else, and for items of a list. */
    private static @Nullable String answered(String name, Set<String> response) {
        String top = '/' + name;
        if (response.contains(top)) {
            return top;
        }
        List<String> inside =
                response.stream().filter(pointer -> pointer.endsWith(top)).toList();
        return inside.size() == 1 && inside.get(0).matches("/[^/*]+/[^/*]+") ? inside.get(0) : null;
    }

    /**
     * Looks for a number of the response that is not the number of the request.
     *
     * @param prefix path of the base URI, which precedes the path of the operation
     * @return JSON pointer of the field in the response; empty if all numbers agree, and if a body is not JSON
     */
    public Optional<String> difference(Call call, String prefix, byte[] response) {
        if (places.isEmpty() || response.length == 0) {
            return Optional.empty();
        }
        try {
            JsonNode answer = WireJson.parse(response);
            Request request = new Request(call, prefix);
            for (Place place : places) {
                Set<String> said = request.values(place);
                if (!said.isEmpty() && !said.containsAll(values(answer, place.answered))) {
                    return Optional.of(place.answered);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Represents the request as it is on the wire. Its body is parsed when a number is first looked for in it. */
    private static final class Request {

        private final Call call;
        private final String[] segments;
        private final String[] parameters;
        private @Nullable JsonNode body;

        Request(Call call, String prefix) {
            this.call = call;
            String[] target = call.target().substring(prefix.length()).split("\\?", 2);
            segments = target[0].split("/");
            parameters = target.length < 2 ? new String[0] : target[1].split("&");
        }

        /** Returns all values of a number: if the request gives it twice, the response may have either. */
        Set<String> values(Place place) throws IOException {
            Set<String> values = new HashSet<>();
            if (place.segment >= 0 && place.segment < segments.length) {
                values.add(decoded(segments[place.segment]));
            }
            if (place.parameter != null) {
                for (String parameter : parameters) {
                    if (parameter.startsWith(place.parameter + '=')) {
                        values.add(decoded(parameter.substring(place.parameter.length() + 1)));
                    }
                }
            }
            if (place.said != null && call.body() != null) {
                body = body == null ? WireJson.parse(call.body()) : body;
                values.addAll(BusinessNumbers.values(body, place.said));
            }
            values.remove("");
            return values;
        }

        private static String decoded(String encoded) {
            // The decoder of forms takes a plus sign for a space
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }

    private static Set<String> values(JsonNode tree, String pointer) {
        List<JsonNode> nodes = List.of(tree);
        for (String step : pointer.substring(1).split("/")) {
            List<JsonNode> below = new ArrayList<>();
            for (JsonNode node : nodes) {
                if (step.equals(Field.ANY_ITEM)) {
                    node.forEach(below::add);
                } else {
                    below.add(node.path(step));
                }
            }
            nodes = below;
        }
        Set<String> values = new HashSet<>();
        for (JsonNode node : nodes) {
            if (node.isNumber()) {
                values.add(node.decimalValue().stripTrailingZeros().toPlainString());
            } else if (node.isTextual() && !node.textValue().isEmpty()) {
                values.add(node.textValue());
            }
        }
        return values;
    }
}
