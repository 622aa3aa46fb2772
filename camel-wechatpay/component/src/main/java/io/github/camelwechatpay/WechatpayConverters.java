package io.github.camelwechatpay;

import io.github.camelwechatpay.body.BodyType;
import io.github.camelwechatpay.json.JsonArray;
import io.github.camelwechatpay.json.JsonObject;
import io.github.camelwechatpay.json.WireJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import org.apache.camel.Converter;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.TypeConverterRegistry;
import org.jspecify.annotations.Nullable;

/** Converts the body of a response or notification into JSON text, bytes, a stream, or a bean. */
@Converter(generateLoader = true)
public final class WechatpayConverters {

    private WechatpayConverters() {}

    @Converter
    public static String toString(JsonObject object) {
        return object.toString();
    }

    @Converter
    public static byte[] toBytes(JsonObject object) {
        return WireJson.write(object);
    }

    @Converter
    public static InputStream toStream(JsonObject object) {
        return new ByteArrayInputStream(toBytes(object));
    }

    @Converter
    public static String toString(JsonArray array) {
        return array.toString();
    }

    @Converter
    public static byte[] toBytes(JsonArray array) {
        return WireJson.write(array);
    }

    @Converter
    public static InputStream toStream(JsonArray array) {
        return new ByteArrayInputStream(toBytes(array));
    }

    /**
     * Converts an object into a bean or record. Types of Java and Camel are left to other converters.
     *
     * @return null if another converter must try
     */
    @Converter(fallback = true)
    public static @Nullable Object toBean(
            Class<?> type, @Nullable Exchange exchange, Object value, TypeConverterRegistry registry) {
        if (exchange == null || !(value instanceof JsonObject) || !isBean(type)) {
            return null;
        }
        try {
            return BodyType.bean(exchange.getContext(), WireJson.tree(value), type);
        } catch (IOException e) {
            throw new TypeConversionException(value.getClass().getSimpleName(), type, e);
        }
    }

    private static boolean isBean(Class<?> type) {
        return !type.isInterface()
                && !type.isPrimitive()
                && !type.isArray()
                && !type.isEnum()
                && !Modifier.isAbstract(type.getModifiers())
                && !type.getName().startsWith("java.")
                && !type.getName().startsWith("javax.")
                && !type.getName().startsWith("jakarta.")
                && !type.getName().startsWith("org.apache.camel.");
    }
}
