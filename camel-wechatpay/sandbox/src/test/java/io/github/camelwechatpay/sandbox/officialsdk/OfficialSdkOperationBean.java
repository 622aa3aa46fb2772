package io.github.camelwechatpay.sandbox.officialsdk;

import com.google.gson.annotations.SerializedName;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The SDK's requests and answers by the names that their fields have on the wire. */
final class OfficialSdkOperationBean {
    private OfficialSdkOperationBean() {}

    /** Those that are on the wire, accessible. */
    static List<Field> fields(Class<?> type) {
        List<Field> fields = Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()))
                .toList();
        fields.forEach(field -> field.setAccessible(true));
        return fields;
    }

    static String name(Field field) {
        SerializedName name = field.getAnnotation(SerializedName.class);
        return name == null ? field.getName() : name.value();
    }

    static String name(Enum<?> constant) throws ReflectiveOperationException {
        return name(constant.getDeclaringClass().getField(constant.name()));
    }

    /** The field of that path, with dots between; of a list its first item. Empty where there is none or it is not set. */
    static Optional<Object> get(Object bean, String path) throws ReflectiveOperationException {
        Object value = bean;
        for (String name : path.split("\\.")) {
            value = member(value instanceof List<?> items ? items.get(0) : value, name);
            if (value == null) {
                return Optional.empty();
            }
        }
        return Optional.of(value);
    }

    private static Object member(Object bean, String name) throws ReflectiveOperationException {
        for (Field field : fields(bean.getClass())) {
            if (name(field).equals(name)) {
                return field.get(bean);
            }
        }
        return null;
    }
}
