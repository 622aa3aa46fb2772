package io.github.camelwechatpay.body;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.json.SensitiveFields;
import io.github.camelwechatpay.json.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** What JSON from WeChat Pay becomes as a message body. Immutable. */
public final class BodyType {

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
    public static BodyType of(CamelContext context, String value, String option) {
        return switch (value) {
            case "map" -> new BodyType(Form.MAP, null, context);
            case "text" -> new BodyType(Form.TEXT, null, context);
            case "bytes" -> new BodyType(Form.BYTES, null, context);
            default -> new BodyType(Form.BEAN, beanType(context, value, option), context);
        };
    }

    /** The plain values of JSON, read when they are needed. */
    @FunctionalInterface
    public interface Values {
        public Object read() throws IOException;
    }

    /**
     * Makes the body. Text and bytes are the content as it came, unless something in it is encrypted.
     *
     * @param values of the content
     * @param fields the documented fields, empty when nothing is to be decrypted
     * @throws IOException when the content is no JSON or does not fit the class
     * @throws GeneralSecurityException when a marked field cannot be decrypted
     */
    public Object read(
            byte[] content, Values values, List<Field> fields, SensitiveFields.Change<GeneralSecurityException> decrypt)
            throws IOException, GeneralSecurityException {
        boolean decrypting = Field.isAnyEncrypted(fields);
        if (!decrypting && form == Form.BYTES) {
            return content;
        }
        if (!decrypting && form == Form.TEXT) {
            return new String(content, StandardCharsets.UTF_8);
        }
        if (!decrypting && form == Form.MAP) {
            return values.read();
        }
        JsonNode tree = WireJson.parse(content);
        SensitiveFields.change(tree, fields, decrypt);
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
    public static <T> T bean(CamelContext context, JsonNode tree, Class<T> type) throws IOException {
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
