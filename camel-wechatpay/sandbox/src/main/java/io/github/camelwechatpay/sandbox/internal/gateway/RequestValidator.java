package io.github.camelwechatpay.sandbox.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.call.Caller;
import io.github.camelwechatpay.sandbox.internal.call.Route;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import io.github.camelwechatpay.sandbox.internal.keys.PlatformKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Validates a request against the documented operation. It rejects the first mistake with 400. */
public final class RequestValidator {
    private static final String SERIAL = "Wechatpay-Serial";
    private static final List<String> OWN_NUMBERS = List.of("mchid", "sp_mchid");

    private final PlatformKeys keys;

    public RequestValidator(PlatformKeys keys) {
        this.keys = keys;
    }

    Call validate(GatewayRequest request, Route route, Caller caller) throws Refusal {
        Operation operation = route.operation();
        checkHeaders(request, operation);
        FieldRules.Decryption decryption = value -> decrypt(value, caller);
        ValueRules limits = ValueRules.of(operation);
        new FieldRules("path", decryption)
                .check(
                        QueryParameters.typed(route.pathParameters(), operation.pathParameters()),
                        operation.pathParameters());
        ObjectNode query = new FieldRules("query", decryption, limits)
                .check(QueryParameters.read(request.query().orElse(""), operation.query()), operation.query());
        ObjectNode body = new RequestBody(decryption, limits).read(request, operation);
        checkOwnNumbers("query", query, caller);
        checkOwnNumbers("body", body, caller);
        return new Call(operation, caller, request, route.pathParameters(), texts(query), body);
    }

    private static void checkHeaders(GatewayRequest request, Operation operation) throws Refusal {
        for (Field header : operation.headers()) {
            String value = request.header(header.name()).orElse("");
            // The decryption asks for the header where it names the key of an encrypted value; otherwise it is a hint
            boolean hint = header.name().equals(SERIAL);
            if (header.required() && value.isEmpty() && !hint) {
                throw Refusal.parameter(header.name(), "header", "required and missing");
            }
        }
    }

    private Optional<String> decrypt(String value, Caller caller) throws Refusal {
        if (caller.namedKey().isEmpty()) {
            throw Refusal.parameter(SERIAL, "header", "must name the key of the encrypted fields");
        }
        return keys.find(caller.namedKey())
                .flatMap(key -> key.suite().decryptField(key.keys().getPrivate(), value));
    }

    /**
     * Checks the caller's own number. A service provider calls with its own number, and the sub-merchant's is another
     * field. An anonymous caller may send any number.
     */
    private static void checkOwnNumbers(String place, ObjectNode fields, Caller caller) throws Refusal {
        for (String name : OWN_NUMBERS) {
            JsonNode number = fields.get(name);
            if (number != null && caller.merchant() != null && !number.asText().equals(caller.mchid())) {
                throw Refusal.parameter("/" + name, place, "not the merchant of the Authorization header");
            }
        }
    }

    private static Map<String, String> texts(ObjectNode query) {
        Map<String, String> texts = new HashMap<>();
        query.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            texts.put(entry.getKey(), value.isArray() ? value.path(0).asText() : value.asText());
        });
        return Map.copyOf(texts);
    }
}
