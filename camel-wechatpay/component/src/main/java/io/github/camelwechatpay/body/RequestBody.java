package io.github.camelwechatpay.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.files.FileException;
import io.github.camelwechatpay.json.JsonSource;
import io.github.camelwechatpay.json.SensitiveFields;
import io.github.camelwechatpay.json.WholeNumbers;
import io.github.camelwechatpay.json.WireJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * The bytes of a request. Text and binary bodies are sent as they are; Map, List, tree, bean and record become JSON, with
 * the fields that the catalog marks encrypted. The message's own body is never changed, and a stream can be read again.
 *
 * @param encryption of marked fields, null when nothing is to be encrypted
 * @param fields that the catalog documents
 * @param streams keep what can be read once
 * @param sent whether the body goes to WeChat Pay, so that a stream without content is a mistake
 */
public record RequestBody(
        FieldEncryption encryption,
        List<Field> fields,
        Consumer<JsonNode> validation,
        ContentStreams streams,
        boolean sent) {

    /** The validation that looks at nothing. */
    public static final Consumer<JsonNode> UNCHECKED = tree -> {};

    private static final String BODY = "body";

    /** Reads a body that is neither encrypted nor validated. */
    public static RequestBody verbatim(ContentStreams streams) {
        return new RequestBody(null, List.of(), UNCHECKED, streams, false);
    }

    /** @throws IllegalArgumentException when the body cannot be sent, naming the field or the type */
    public byte[] of(Exchange exchange) throws IOException {
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            validation.accept(JsonNodeFactory.instance.objectNode());
            return null;
        }
        byte[] verbatim = verbatim(exchange, body);
        if (verbatim != null) {
            byte[] text = JsonSource.utf8(verbatim, BODY);
            boolean source = !(body instanceof byte[] || body instanceof String);
            if (sent && source && text.length == 0) {
                throw new IllegalArgumentException("The body of type "
                        + body.getClass().getName() + " has no content: it is empty or has been read before. Set a body"
                        + " that can be read again, or null to send none");
            }
            checkVerbatim(text);
            return text;
        }
        JsonNode tree = tree(exchange, body);
        if (tree.isValueNode()) {
            throw new IllegalArgumentException("A body of type "
                    + body.getClass().getName() + " is no JSON object: send a Map, a bean, or JSON as text");
        }
        WholeNumbers.write(tree, fields);
        JsonSource.check(tree, BODY);
        validation.accept(tree);
        if (encryption != null) {
            SensitiveFields.change(tree, fields, encryption);
        }
        return WireJson.write(tree);
    }

    private byte[] verbatim(Exchange exchange, Object body) throws IOException {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return JsonSource.bytes(text, BODY);
        }
        if (body instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        if (body instanceof StreamCache cache && !(body instanceof Reader)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            cache.reset();
            cache.writeTo(bytes);
            cache.reset();
            return bytes.toByteArray();
        }
        if (body instanceof InputStream stream) {
            return once(exchange, stream, () -> stream);
        }
        if (body instanceof Reader reader) {
            if (reader instanceof StreamCache cache) {
                cache.reset();
            }
            return once(exchange, reader, () -> utf8(reader));
        }
        return body instanceof File || body instanceof WrappedFile ? converted(exchange.getMessage()) : null;
    }

    private byte[] once(Exchange exchange, Closeable source, ReplayableStream.Bytes bytes) throws IOException {
        try {
            return ReplayableStream.of(exchange, source, bytes, streams).bytes();
        } catch (FileException e) {
            throw new IllegalArgumentException("The body cannot be read: " + e.getMessage(), e);
        }
    }

    /** JSON is UTF-8, whatever charset the platform or the exchange has. */
    private static InputStream utf8(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return new ByteArrayInputStream(JsonSource.bytes(text.toString(), BODY));
    }

    private static byte[] converted(Message message) {
        try {
            return message.getMandatoryBody(byte[].class);
        } catch (InvalidPayloadException e) {
            throw new IllegalArgumentException(
                    "A body of type " + message.getBody().getClass().getName() + " cannot be read as bytes", e);
        }
    }

    private static JsonNode tree(Exchange exchange, Object body) {
        if (body instanceof JsonNode || body instanceof Map<?, ?> || body instanceof Iterable<?>) {
            return WireJson.tree(body);
        }
        ObjectMapper mapper = BodyType.userMapper(exchange.getContext());
        try {
            return mapper.valueToTree(body);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "A body of type " + body.getClass().getName()
                            + " cannot be written as JSON: send a Map, a bean, or JSON as text",
                    e);
        }
    }

    /** Text that the component sends as it is must hold no marked field in clear, and no half of a surrogate pair. */
    private void checkVerbatim(byte[] body) {
        boolean marked = encryption != null && Field.isAnyEncrypted(fields);
        JsonNode tree;
        try {
            tree = WireJson.parse(body);
        } catch (IOException e) {
            if (marked) {
                throw new IllegalArgumentException("The body is " + e.getMessage(), e);
            }
            validation.accept(MissingNode.getInstance());
            return;
        }
        JsonSource.check(tree, BODY);
        validation.accept(tree);
        if (marked) {
            SensitiveFields.change(tree, fields, encryption.check());
        }
    }
}
