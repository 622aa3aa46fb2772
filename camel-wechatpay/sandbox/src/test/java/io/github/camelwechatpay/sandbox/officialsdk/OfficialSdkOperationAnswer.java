package io.github.camelwechatpay.sandbox.officialsdk;

import static io.github.camelwechatpay.sandbox.officialsdk.OfficialSdkOperationBean.name;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.wechat.pay.java.core.cipher.Encryption;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.security.PrivateKey;
import java.util.List;

/**
 * Compares what the SDK made of a body with the body on the wire: every field that both know, at any depth. Fields that
 * the SDK marks as encrypted are opened here without the SDK.
 */
final class OfficialSdkOperationAnswer {
    private final PrivateKey key;
    private int decrypted;

    OfficialSdkOperationAnswer(PrivateKey key) {
        this.key = key;
    }

    /** How many fields were encrypted so far. */
    int decrypted() {
        return decrypted;
    }

    void compare(Object typed, JsonNode wire) throws ReflectiveOperationException {
        compare(typed, wire, "");
    }

    private void compare(Object typed, JsonNode wire, String pointer) throws ReflectiveOperationException {
        for (Field field : OfficialSdkOperationBean.fields(typed.getClass())) {
            JsonNode node = wire.get(name(field));
            Object value = field.get(typed);
            String place = pointer + "/" + name(field);
            if (node == null) {
                assertThat(value).describedAs(place).isNull();
            } else {
                compare(value, field.getGenericType(), node, field.isAnnotationPresent(Encryption.class), place);
            }
        }
    }

    private void compare(Object value, Type type, JsonNode node, boolean encrypted, String place)
            throws ReflectiveOperationException {
        if (value instanceof List<?> items) {
            Type itemType = ((ParameterizedType) type).getActualTypeArguments()[0];
            assertThat(items).describedAs(place).hasSize(node.size());
            for (int i = 0; i < items.size(); i++) {
                compare(items.get(i), itemType, node.get(i), encrypted, place + "/" + i);
            }
        } else if (node.isObject()) {
            assertThat(value).describedAs(place).isInstanceOf((Class<?>) type);
            compare(value, node, place);
        } else if (type instanceof Class<?> javaType && javaType.isEnum()) {
            // The answers' enumerations are not documented, so what is made up may be none of the SDK's: null then
            if (value != null) {
                assertThat(node.asText()).describedAs(place).isIn(name((Enum<?>) value), value.toString());
            }
        } else {
            assertThat(value).describedAs(place).hasToString(text(node, encrypted));
        }
    }

    private String text(JsonNode node, boolean encrypted) {
        if (!encrypted) {
            return node.asText();
        }
        decrypted++;
        return TestCrypto.decryptField(key, node.asText());
    }
}
