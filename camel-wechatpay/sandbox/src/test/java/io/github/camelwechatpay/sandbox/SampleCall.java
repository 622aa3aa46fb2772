package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.catalog.Sample;
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
                request.json(object(operation, operation.body(), "").toString());
            }
        }
        operation.headers().stream()
                .filter(header -> !header.name().equals("Accept-Encoding"))
                .forEach(header -> request.header(header.name(), "walk-" + operation.hashCode() + complete));
        return request.header("Wechatpay-Serial", sandbox.publicKeyId()).send();
    }

    private String target(Operation operation) {
        Sample sample = sample(operation, "");
        String path = URI.create(operation.baseUris().get(0)).getPath() + operation.path();
        for (Field field : operation.pathParameters()) {
            path = path.replace(
                    "{" + field.name() + "}",
                    encoded(sample.value("/" + field.name(), field).toString()));
        }
        List<String> query = new ArrayList<>();
        sample.object(operation.query()).forEach((name, value) -> {
            Object one = value instanceof List<?> list ? list.get(0) : value;
            query.add(name + "=" + encoded(one.toString()));
        });
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
        return new Upload(json.toString(), file, FILE).to(client, target);
    }

    private static Field member(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Encrypted fields have their ciphertext. */
    private Sample sample(Operation operation, String root) {
        Sample sample = complete ? Sample.complete() : Sample.required();
        return sample.with((pointer, field) -> {
            String value = values.getOrDefault(operation + " " + root + pointer, values.get(field.name()));
            boolean encrypted = field.encrypted() && (complete || field.required());
            return encrypted ? TestCrypto.encryptField(key, value == null ? "s-" + field.name() : value) : value;
        });
    }

    private ObjectNode object(Operation operation, List<Field> fields, String root) {
        return MAPPER.valueToTree(sample(operation, root).object(fields));
    }
}
