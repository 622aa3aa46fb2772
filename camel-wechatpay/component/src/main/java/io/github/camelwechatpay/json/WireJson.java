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

/**
 * JSON from and to the wire: no default typing, bounded depth and sizes, no duplicate members, nothing after the value,
 * decimals kept exactly. Members that are null are not written, because WeChat Pay refuses them. Thread-safe.
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

    /** What is read token by token. */
    @FunctionalInterface
    public interface Reading<T, E extends Exception> {

        /** @param parser at the first token of the value, or at none; to be left at its last one */
        T read(JsonParser parser) throws IOException, E;
    }

    private WireJson() {}

    /**
     * @return never null
     * @throws IOException when the bytes are not one JSON value within the bounds; the message holds no content
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
     * @return never null
     * @throws IOException when the text is not one JSON value within the bounds; the message holds no content
     */
    public static JsonNode parse(String json) throws IOException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw invalid(e.getLocation());
        }
    }

    /**
     * Reads a value token by token, for those who need few of its members.
     *
     * @throws IOException as {@link #parse(byte[])} does
     */
    public static <T, E extends Exception> T read(byte[] json, Reading<T, E> reading) throws IOException, E {
        try (JsonParser parser = MAPPER.createParser(json).enable(Feature.STRICT_DUPLICATE_DETECTION)) {
            return read(parser, reading);
        } catch (JsonProcessingException e) {
            throw invalid(e.getLocation());
        }
    }

    private static <T, E extends Exception> T read(JsonParser parser, Reading<T, E> reading) throws IOException, E {
        parser.nextToken();
        T value = reading.read(parser);
        if (parser.nextToken() != null) {
            throw new IOException("not one JSON value");
        }
        return value;
    }

    /** Jackson's message quotes the input, which may be personal data. */
    private static IOException invalid(JsonLocation at) {
        return new IOException(
                "not valid JSON" + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()));
    }

    /** The tree of a Map, List, bean, record or tree; a tree is copied. */
    public static JsonNode tree(Object value) {
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

    /** The mapper for beans of applications that bring none of their own; unknown members are ignored. */
    public static ObjectMapper beans() {
        return MAPPER;
    }

    /**
     * Reads plain values, as {@link #plain(JsonNode)} makes them, without a tree.
     *
     * @throws IOException as {@link #parse(byte[])} does
     */
    public static Object plain(byte[] json) throws IOException {
        try (JsonParser parser = MAPPER.createParser(json)) {
            return read(parser, WireJson::plain);
        } catch (JsonProcessingException e) {
            throw invalid(e.getLocation());
        }
    }

    private static Object plain(JsonParser parser) throws IOException {
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

    /** A tree as plain values: {@link JsonObject}, {@link JsonArray}, text, numbers, booleans, null. */
    public static Object plain(JsonNode node) {
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
