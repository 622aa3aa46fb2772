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

/** The body of an answer or notification as JSON text, bytes, stream, or bean. */
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

    /** A bean or record with the members of the object. Types of Java and Camel are left to other converters. */
    @Converter(fallback = true)
    public static Object toBean(Class<?> type, Exchange exchange, Object value, TypeConverterRegistry registry) {
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
