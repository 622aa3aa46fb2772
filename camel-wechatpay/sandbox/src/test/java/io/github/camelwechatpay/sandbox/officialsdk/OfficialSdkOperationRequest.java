package io.github.camelwechatpay.sandbox.officialsdk;

import com.wechat.pay.java.core.cipher.Encryption;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sets every field of a request of the SDK, at any depth: texts from the field's name, unless a value is given. */
final class OfficialSdkOperationRequest {
    /** How texts begin that the SDK is to encrypt; not ASCII, so that a mistake in encoding shows. */
    static final String SECRET = "门店-";

    private final Map<String, String> values;
    private final Set<String> without;
    private int encrypted;

    OfficialSdkOperationRequest(Map<String, String> values, Set<String> without) {
        this.values = values;
        this.without = without;
    }

    /** How many texts the SDK is to encrypt. */
    int encrypted() {
        return encrypted;
    }

    Object fill(Class<?> type) throws ReflectiveOperationException {
        Object request = type.getDeclaredConstructor().newInstance();
        for (Field field : OfficialSdkOperationBean.fields(type)) {
            String name = OfficialSdkOperationBean.name(field);
            if (!without.contains(name)) {
                field.set(request, value(field.getGenericType(), name, field.isAnnotationPresent(Encryption.class)));
            }
        }
        return request;
    }

    private Object value(Type type, String name, boolean encrypted) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType list) {
            return List.of(value(list.getActualTypeArguments()[0], name, encrypted));
        }
        Class<?> javaType = (Class<?>) type;
        String text = values.get(name);
        if (javaType == String.class) {
            return encrypted ? secret(name) : text == null ? clear(name) : text;
        }
        if (javaType == Long.class) {
            return text == null ? 1L : Long.valueOf(text);
        }
        if (javaType == Integer.class) {
            return text == null ? 1 : Integer.valueOf(text);
        }
        if (javaType == Boolean.class) {
            return true;
        }
        return javaType.isEnum() ? constant(javaType, text) : fill(javaType);
    }

    private String secret(String name) {
        encrypted++;
        return SECRET + name;
    }

    private static String clear(String name) {
        if (name.equals("time_expire")) {
            return "2026-11-30T10:00:00+08:00";
        }
        return name.endsWith("url") ? "https://shop.example/" + name : "s-" + name;
    }

    private static Object constant(Class<?> type, String text) throws ReflectiveOperationException {
        for (Object constant : type.getEnumConstants()) {
            if (text == null || text.equals(OfficialSdkOperationBean.name((Enum<?>) constant))) {
                return constant;
            }
        }
        throw new IllegalArgumentException(type + " has no " + text);
    }
}
