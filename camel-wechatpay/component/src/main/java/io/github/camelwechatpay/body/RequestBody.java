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
import java.io.ByteArrayOutputStream;
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
import org.apache.camel.converter.stream.InputStreamCache;
import org.jspecify.annotations.Nullable;

/**
 * Converts a message body into the bytes of a request. Text and binary bodies are sent as they are. Map, List, tree, bean
 * and record become JSON, and the fields that the catalog marks are encrypted. The message's own body is never changed. A
 * stream can be read again afterwards.
 *
 * @param encryption encrypts marked fields, null if option {@code encryption} is {@code off}
 * @param fields the fields that the catalog documents
 * @param validation looks at the JSON before encryption; gets a missing node if the bytes are no JSON
 * @param maxBytes the most bytes that are read of a stream, option {@code maxFileSize}
 * @param sent whether the body goes to WeChat Pay, so that a stream without content is a mistake
 */
public record RequestBody(
        @Nullable FieldEncryption encryption,
        List<Field> fields,
        Consumer<JsonNode> validation,
        long maxBytes,
        boolean sent) {

    /** Accepts every body. */
    public static final Consumer<JsonNode> UNCHECKED = tree -> {};

    private static final String BODY = "body";

    /** Returns a conversion that neither encrypts nor validates. */
    public static RequestBody verbatim(long maxBytes) {
        return new RequestBody(null, List.of(), UNCHECKED, maxBytes, false);
    }

    /**
     * Converts the body of the message.
     *
     * @return null if the message has no body
     * @throws IllegalArgumentException if the body cannot be sent; the message names the field or the type
     */
    public byte @Nullable [] of(Exchange exchange) throws IOException {
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

    /** Returns null for a body that becomes JSON. */
    private byte @Nullable [] verbatim(Exchange exchange, Object body) throws IOException {
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
            return once(exchange, stream, () -> bounded(stream));
        }
        if (body instanceof Reader reader) {
            if (reader instanceof StreamCache cache) {
                cache.reset();
            }
            return once(exchange, reader, () -> utf8(reader));
        }
        return body instanceof File || body instanceof WrappedFile ? converted(exchange.getMessage()) : null;
    }

    @FunctionalInterface
    private interface Reading {
        byte[] read() throws IOException;
    }

    /** Holds what was read of a source, or why it could not be read. */
    private record ReadSource(
            Object source,
            byte @Nullable [] bytes,
            @Nullable IOException failure) {

        static final String PROPERTY = RequestBody.class.getName();
    }

    /** Drops what was read of a stream. Called when the body will not be sent again. */
    public static void forget(Exchange exchange) {
        exchange.removeProperty(ReadSource.PROPERTY);
    }

    /**
     * Reads a stream or reader once. Camel puts the same one back for a redelivery, so the bytes stay with the exchange.
     * A source that broke off is not read again, because only its rest is left.
     */
    private static byte[] once(Exchange exchange, Object source, Reading reading) throws IOException {
        ReadSource before = exchange.getProperty(ReadSource.PROPERTY, ReadSource.class);
        if (before != null && before.source == source) {
            if (before.failure != null) {
                throw new IOException("the stream broke off when it was read first: " + before.failure.getMessage());
            }
            if (before.bytes != null) {
                exchange.getMessage().setBody(new InputStreamCache(before.bytes));
                return before.bytes;
            }
        }
        byte[] bytes;
        try {
            bytes = reading.read();
        } catch (IOException e) {
            exchange.setProperty(ReadSource.PROPERTY, new ReadSource(source, null, e));
            throw e;
        }
        if (bytes.length > 0) {
            exchange.setProperty(ReadSource.PROPERTY, new ReadSource(source, bytes, null));
            exchange.getMessage().setBody(new InputStreamCache(bytes));
        }
        return bytes;
    }

    private byte[] bounded(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes((int) Math.min(maxBytes, Integer.MAX_VALUE - 9) + 1);
        if (bytes.length > maxBytes) {
            throw new FileException(
                    "The body cannot be read: it is larger than the " + maxBytes + " bytes of option maxFileSize");
        }
        return bytes;
    }

    /** JSON is UTF-8, whatever charset the platform or the exchange has. */
    private static byte[] utf8(Reader reader) throws IOException {
        StringWriter text = new StringWriter();
        reader.transferTo(text);
        return JsonSource.bytes(text.toString(), BODY);
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

    /** Rejects a marked field in clear text and half a surrogate pair in a body that is sent as it is. */
    private void checkVerbatim(byte[] body) {
        FieldEncryption marked = Field.isAnyEncrypted(fields) ? encryption : null;
        JsonNode tree;
        try {
            tree = WireJson.parse(body);
        } catch (IOException e) {
            if (marked != null) {
                throw new IllegalArgumentException("The body is " + e.getMessage(), e);
            }
            validation.accept(MissingNode.getInstance());
            return;
        }
        JsonSource.check(tree, BODY);
        validation.accept(tree);
        if (marked != null) {
            SensitiveFields.change(tree, fields, marked.check());
        }
    }
}
