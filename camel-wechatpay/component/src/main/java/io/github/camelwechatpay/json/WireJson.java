package io.github.camelwechatpay.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.Feature;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the JSON of the wire: no default typing, bounded depth and sizes, no duplicate members, nothing after the
 * value, decimals kept exactly. Members that are null are not written, because WeChat Pay rejects them. Thread-safe.
 */
public final class WireJson {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 100;
    private static final int LONGEST_NAME = 1000;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(JsonNodeFeature.WRITE_NULL_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addModule(new JavaTimeModule())
            .build();

    /** Reads a value token by token. */
    @FunctionalInterface
    public interface Reading<T extends @Nullable Object, E extends Exception> {

        /**
         * Reads the value.
         *
         * @param parser at the first token of the value, or at no token if the text is empty; to be left at the last token
         */
        T read(JsonParser parser) throws IOException, E;
    }

    private WireJson() {}

    /**
     * Parses bytes.
     *
     * @throws IOException if the bytes are not one JSON value within the bounds; the message holds no content
     */
    public static JsonNode parse(byte[] json) throws IOException {
        try {
            JsonNode value = MAPPER.readTree(json);
            if (value == null || value.isMissingNode()) {
                throw new IOException("no JSON value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw invalid(e.getLocation());
        }
    }

    /**
     * Parses text as {@link #parse(byte[])} parses bytes.
     *
     * @throws IOException if the text is not one JSON value within the bounds; the message holds no content
     */
    public static JsonNode parse(String json) throws IOException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw invalid(e.getLocation());
        }
    }

    /**
     * Reads a value token by token, without a tree. Pays where few of its members are needed.
     *
     * @throws IOException as {@link #parse(byte[])} does
     */
    public static <T extends @Nullable Object, E extends Exception> T read(byte[] json, Reading<T, E> reading)
            throws IOException, E {
        try (JsonParser parser = MAPPER.createParser(json).enable(Feature.STRICT_DUPLICATE_DETECTION)) {
            return read(parser, reading);
        } catch (JsonProcessingException e) {
            throw invalid(e.getLocation());
        }
    }

    private static <T extends @Nullable Object, E extends Exception> T read(JsonParser parser, Reading<T, E> reading)
            throws IOException, E {
        parser.nextToken();
        T value = reading.read(parser);
        if (parser.nextToken() != null) {
            throw new IOException("not one JSON value");
        }
        return value;
    }

    /** Gives the place only: Jackson's message quotes the input, which may be personal data. */
    private static IOException invalid(@Nullable JsonLocation at) {
        return new IOException(
                "not valid JSON" + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
    }

    /** Converts a Map, List, bean or record to a tree. A tree is copied, null becomes JSON's null. */
    public static JsonNode tree(@Nullable Object value) {
        return value instanceof JsonNode node ? node.deepCopy() : MAPPER.valueToTree(value);
    }

    /** Writes a tree or value as UTF-8. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Not writable as JSON: " + value.getClass().getName(), e);
        }
    }

    /** Writes a value as text. */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Not writable as JSON: " + value.getClass().getName(), e);
        }
    }

    /** Returns the mapper for beans of applications that have no mapper of their own. It ignores unknown members. */
    public static ObjectMapper beans() {
        return MAPPER;
    }

    /**
     * Reads plain values, as {@link #plain(JsonNode)} makes them, without a tree.
     *
     * @throws IOException as {@link #parse(byte[])} does
     */
    public static @Nullable Object plain(byte[] json) throws IOException {
        try (JsonParser parser = MAPPER.createParser(json)) {
            return read(parser, WireJson::plain);
        } catch (JsonProcessingException e) {
            throw invalid(e.getLocation());
        }
    }

    private static @Nullable Object plain(JsonParser parser) throws IOException {
        if (parser.currentToken() == null) {
            throw new IOException("no JSON value");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw invalid(parser.currentLocation());
        };
    }

    private static JsonObject object(JsonParser parser) throws IOException {
        JsonObject object = new JsonObject();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (object.containsKey(name)) {
                throw invalid(parser.currentLocation());
            }
            parser.nextToken();
            object.put(name, plain(parser));
        }
        return object;
    }

    private static JsonArray array(JsonParser parser) throws IOException {
        JsonArray array = new JsonArray();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(plain(parser));
        }
        return array;
    }

    /** Converts a tree to plain values: {@link JsonObject}, {@link JsonArray}, text, numbers, booleans, null. */
    public static @Nullable Object plain(JsonNode node) {
        if (node.isObject()) {
            JsonObject object = new JsonObject();
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                object.put(member.getKey(), plain(member.getValue()));
            }
            return object;
        }
        if (node.isArray()) {
            JsonArray array = new JsonArray();
            node.forEach(item -> array.add(plain(item)));
            return array;
        }
        if (node.isNumber()) {
            return node.numberValue();
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() ? null : node.asText();
    }
}
