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
import org.jspecify.annotations.Nullable;

/** Converts JSON from WeChat Pay into a message body, as option {@code responseType} or {@code bodyType} says. Immutable. */
public final class BodyType {

    private enum Form {
        MAP,
        TEXT,
        BYTES,
        BEAN
    }

    private final Form form;

    /** Null unless the form is {@code BEAN}. */
    private final @Nullable Class<?> beanType;

    private final CamelContext context;

    private BodyType(Form form, @Nullable Class<?> beanType, CamelContext context) {
        this.form = form;
        this.beanType = beanType;
        this.context = context;
    }

    /**
     * Reads an option.
     *
     * @param value map, text, bytes, or the name of a class
     * @param option the name of the option, for messages
     * @throws IllegalArgumentException if the class does not exist; the message names the option
     */
    public static BodyType of(CamelContext context, String value, String option) {
        return switch (value) {
            case "map" -> new BodyType(Form.MAP, null, context);
            case "text" -> new BodyType(Form.TEXT, null, context);
            case "bytes" -> new BodyType(Form.BYTES, null, context);
            default -> new BodyType(Form.BEAN, beanType(context, value, option), context);
        };
    }

    /** Reads the plain values of JSON, only if the message body needs them. */
    @FunctionalInterface
    public interface Values {
        /** Returns the values as {@link WireJson#plain(byte[])} does, null for a JSON null. */
        @Nullable
        Object read() throws IOException;
    }

    /**
     * Makes the message body. Text and bytes are the content as received, unless a field of it is decrypted.
     *
     * @param content JSON, the bytes that were verified
     * @param values the values of the content
     * @param fields the documented fields, empty if no field is to be decrypted
     * @param decrypt decrypts a field that the catalog marks
     * @return null if the content is a JSON null
     * @throws IOException if the content is no JSON or does not fit the class
     * @throws GeneralSecurityException if a marked field cannot be decrypted
     */
    public @Nullable Object read(
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
     * Converts JSON into a bean or record, with the mapper of the application if it has exactly one.
     *
     * @return null if the mapper makes null of the JSON
     * @throws IOException if the JSON does not fit the class. The message names class and member. Jackson's own exception
     *     is not the cause, because it quotes content
     */
    public static <T> @Nullable T bean(CamelContext context, JsonNode tree, Class<T> type) throws IOException {
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

    /** Returns the mapper for beans: that of the application if it has exactly one, as in camel-jackson. */
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
