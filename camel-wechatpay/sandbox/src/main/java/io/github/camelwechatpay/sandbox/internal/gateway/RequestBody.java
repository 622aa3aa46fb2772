package io.github.camelwechatpay.sandbox.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import io.github.camelwechatpay.sandbox.internal.http.MultipartBody;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import io.github.camelwechatpay.sandbox.internal.operations.FileDigest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** Reads the body of a request as its operation documents it: JSON, parts, or none. It decrypts encrypted fields. */
final class RequestBody {
    private final FieldRules rules;

    RequestBody(FieldRules.Decryption decryption, ValueRules limits) {
        rules = new FieldRules("body", decryption, limits);
    }

    /** Returns the body, or the meta of an upload; an empty object if the operation has no body. */
    ObjectNode read(GatewayRequest request, Operation operation) throws Refusal {
        boolean empty = request.body().length == 0;
        if (operation.body().isEmpty()) {
            if (request.method().equals("GET") && !empty) {
                throw Refusal.parameter("", "body", "a GET has no body");
            }
            if (empty) {
                return StrictJson.object();
            }
        }
        if (empty) {
            throw Refusal.parameter("", "body", "missing");
        }
        return operation.multipart() ? upload(request, operation) : rules.check(json(request), operation.body());
    }

    private static ObjectNode json(GatewayRequest request) throws Refusal {
        checkContentType(request);
        JsonNode json = StrictJson.parse(request.body())
                .orElseThrow(() -> Refusal.parameter("", "body", "not JSON in UTF-8, or a key is there twice"));
        if (!json.isObject()) {
            throw Refusal.parameter("", "body", "not a JSON object");
        }
        return (ObjectNode) json;
    }

    private static void checkContentType(GatewayRequest request) throws Refusal {
        String[] type = request.header("Content-Type")
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split(";", 2);
        boolean utf8 = type.length == 1 || type[1].replaceAll("[\\s\"]", "").equals("charset=utf-8");
        if (!type[0].trim().equals("application/json") || !utf8) {
            throw Refusal.parameter("Content-Type", "header", "not application/json in UTF-8");
        }
    }

    private ObjectNode upload(GatewayRequest request, Operation operation) throws Refusal {
        if (!MultipartBody.announced(request)) {
            throw Refusal.parameter("Content-Type", "header", "not multipart/form-data");
        }
        Map<String, MultipartBody.Part> parts = MultipartBody.parse(request).parts();
        ObjectNode texts = StrictJson.object();
        // The digest of a file stands among the texts, so that the same rules validate the names
        parts.forEach((name, part) -> texts.put(
                name,
                part.file()
                        ? FileDigest.hex("SHA-256", part.content())
                        : new String(part.content(), StandardCharsets.UTF_8)));
        ObjectNode clear = rules.check(texts, operation.body());
        JsonNode meta = StrictJson.parse(clear.path(MultipartBody.META).asText())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> Refusal.parameter("/" + MultipartBody.META, "body", "not a JSON object"));
        for (Field field : operation.body()) {
            if (parts.containsKey(field.name())) {
                checkPart(field, parts.get(field.name()), meta);
            }
        }
        return (ObjectNode) meta;
    }

    private static void checkPart(Field field, MultipartBody.Part part, JsonNode meta) throws Refusal {
        boolean file = field.type() == Field.Type.FILE;
        if (part.file() != file) {
            throw Refusal.parameter("/" + field.name(), "body", file ? "without a file name" : "with a file name");
        }
        if (file) {
            FileDigest.check(meta, part.content());
        }
    }
}
