package io.github.camelwechatpay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.json.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** What JSON from WeChat Pay becomes as a message body. Immutable. */
final class BodyType {

    private enum Form {
        MAP,
        TEXT,
        BYTES,
        BEAN
    }

    private final Form form;
    private final Class<?> beanType;
    private final CamelContext context;

    private BodyType(Form form, Class<?> beanType, CamelContext context) {
        this.form = form;
        this.beanType = beanType;
        this.context = context;
    }

    /**
     * @param value map, text, bytes, or the name of a class
     * @throws IllegalArgumentException naming the option
     */
    static BodyType of(CamelContext context, String value, String option) {
        return switch (value) {
            case "map" -> new BodyType(Form.MAP, null, context);
            case "text" -> new BodyType(Form.TEXT, null, context);
            case "bytes" -> new BodyType(Form.BYTES, null, context);
            default -> new BodyType(Form.BEAN, beanType(context, value, option), context);
        };
    }

    /** Whether the content is handed on as it came. */
    boolean isVerbatim() {
        return form == Form.TEXT || form == Form.BYTES;
    }

    /** Content as it came. */
    Object verbatim(byte[] content) {
        return form == Form.BYTES ? content : new String(content, StandardCharsets.UTF_8);
    }

    /** Content of which a tree was made. */
    Object of(JsonNode tree) throws IOException {
        return switch (form) {
            case MAP -> WireJson.plain(tree);
            case TEXT -> WireJson.text(tree);
            case BYTES -> WireJson.write(tree);
            case BEAN -> bean(context, tree, beanType);
        };
    }

    /**
     * @throws IOException naming class and member; unlike Jackson's own exception, which is not even its cause, it quotes
     *         no content
     */
    static <T> T bean(CamelContext context, JsonNode tree, Class<T> type) throws IOException {
        try {
            return userMapper(context).treeToValue(tree, type);
        } catch (JsonMappingException e) {
            throw new IOException("it does not fit " + type.getName() + " at " + member(e));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IOException("it does not fit " + type.getName());
        }
    }

    private static String member(JsonMappingException e) {
        return e.getPath().stream()
                .map(reference ->
                        reference.getFieldName() != null ? reference.getFieldName() : "" + reference.getIndex())
                .collect(Collectors.joining("/", "/", ""));
    }

    /** The application's own mapper if it has exactly one, as in camel-jackson; it reads and writes beans only. */
    static ObjectMapper userMapper(CamelContext context) {
        ObjectMapper own = context.getRegistry().findSingleByType(ObjectMapper.class);
        return own != null ? own : WireJson.beans();
    }

    private static Class<?> beanType(CamelContext context, String name, String option) {
        Class<?> type = context.getClassResolver().resolveClass(name);
        if (type == null) {
            throw new IllegalArgumentException("Option " + option + " is \"" + name
                    + "\", which is none of map, text, bytes and no class on the class path");
        }
        return type;
    }
}
