package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bouncycastle.jcajce.provider.digest.SM3;

/**
 * A valid call of any operation, made from its documented fields: all of them, or the required ones only. Encrypted
 * fields are encrypted for WeChat Pay's public key, which the call names.
 */
final class SampleCall {
    private static final byte[] FILE = {1, 2, '\r', '\n', 3, (byte) 0xff};
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WechatpaySandbox sandbox;
    private final PublicKey key;
    private final boolean complete;
    private final Map<String, String> values;

    /** @param values of fields, by name or by method, path template and pointer */
    SampleCall(WechatpaySandbox sandbox, boolean complete, Map<String, String> values) {
        this.sandbox = sandbox;
        this.key = TestCrypto.publicKey(sandbox.publicKeyPem());
        this.complete = complete;
        this.values = values;
    }

    WireAnswer send(RawClient client, Operation operation) {
        String target = target(operation);
        RawClient.Request request;
        if (operation.multipart()) {
            request = upload(client, operation, target);
        } else {
            request = client.request(operation.method(), target);
            if (!operation.body().isEmpty()) {
                request.json(text(object(operation, operation.body(), "")));
            }
        }
        operation.headers().stream()
                .filter(header -> !header.name().equals("Accept-Encoding"))
                .forEach(header -> request.header(header.name(), "walk-" + operation.hashCode() + complete));
        return request.header("Wechatpay-Serial", sandbox.publicKeyId()).send();
    }

    private String target(Operation operation) {
        String path = URI.create(operation.baseUris().get(0)).getPath() + operation.path();
        for (Field field : operation.pathParameters()) {
            path = path.replace(
                    "{" + field.name() + "}",
                    encoded(scalar(operation, field, "/" + field.name()).asText()));
        }
        List<String> query = new ArrayList<>();
        for (Field field : operation.query()) {
            if (complete || field.required()) {
                query.add(field.name() + "="
                        + encoded(scalar(operation, field, "/" + field.name()).asText()));
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private RawClient.Request upload(RawClient client, Operation operation, String target) {
        Field meta = member(operation.body(), "meta");
        ObjectNode json = object(operation, meta.fields(), "/meta");
        boolean sm3 = json.properties().stream()
                .anyMatch(entry -> entry.getValue().asText().endsWith("SM3"));
        for (String name : List.of("sha256", "digest", "file_digest")) {
            if (json.has(name)) {
                json.put(name, sm3 ? TestCrypto.hex(new SM3.Digest().digest(FILE)) : Upload.sha256(FILE));
            }
        }
        String file = operation.body().stream()
                .filter(part -> part.type() == Field.Type.FILE)
                .findFirst()
                .orElseThrow()
                .name();
        return new Upload(text(json), file, FILE).to(client, target);
    }

    private static Field member(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode object(Operation operation, List<Field> fields, String pointer) {
        ObjectNode object = MAPPER.createObjectNode();
        for (Field field : fields) {
            String place = pointer + "/" + field.name();
            if (complete || field.required() || values.containsKey(operation + " " + place)) {
                JsonNode value = scalar(operation, field, place);
                object.set(
                        field.name(),
                        field.array() ? MAPPER.createArrayNode().add(value).add(value) : value);
            }
        }
        return object;
    }

    private JsonNode scalar(Operation operation, Field field, String place) {
        if (field.json()) {
            return MAPPER.getNodeFactory().textNode(text(inside(operation, field, place)));
        }
        String given = values.getOrDefault(operation + " " + place, values.get(field.name()));
        String value = given != null || field.values().isEmpty()
                ? given
                : field.values().get(0);
        return switch (field.type()) {
            case STRING, FILE -> {
                String text = value != null ? value : "s-" + field.name();
                yield MAPPER.getNodeFactory().textNode(field.encrypted() ? TestCrypto.encryptField(key, text) : text);
            }
            case INTEGER, NUMBER ->
                MAPPER.getNodeFactory().numberNode(field.values().isEmpty() ? 1 : Integer.parseInt(value));
            case BOOLEAN -> MAPPER.getNodeFactory().booleanNode(true);
            case OBJECT -> object(operation, field.fields(), place);
        };
    }

    private JsonNode inside(Operation operation, Field field, String place) {
        if (!field.fields().isEmpty() && field.fields().get(0).name().equals("*")) {
            ArrayNode items = MAPPER.createArrayNode();
            return items.add(scalar(operation, field.fields().get(0), place + "/*"));
        }
        return object(operation, field.fields(), place);
    }

    private static String text(JsonNode json) {
        return json.toString();
    }
}
