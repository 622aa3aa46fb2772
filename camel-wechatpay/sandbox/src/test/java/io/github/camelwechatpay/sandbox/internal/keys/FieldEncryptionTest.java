package io.github.camelwechatpay.sandbox.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Field.Type;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.security.KeyPair;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldEncryptionTest {
    private static final KeyPair KEYS = KeyPairs.generate();
    private static final Field NAME = new Field("name", Type.STRING, false, false, true, false, List.of(), List.of());
    private static final List<Field> FIELDS = List.of(
            NAME,
            new Field("names", Type.STRING, true, false, true, false, List.of(), List.of()),
            new Field("users", Type.OBJECT, true, false, false, false, List.of(), List.of(NAME)),
            new Field("open", Type.STRING, false, false, false, false, List.of(), List.of()));

    private static String opened(JsonNode value) {
        return TestCrypto.decryptField(KEYS.getPrivate(), value.asText());
    }

    @Test
    void encryptsEveryMarkedFieldForTheMerchant() {
        JsonNode answer = StrictJson.parse(
                        "{\"name\":\"a\",\"names\":[\"b\",\"c\"],\"users\":[{\"name\":\"d\"},{}],\"open\":\"e\"}")
                .orElseThrow();
        new FieldEncryption(KEYS.getPublic()).encrypt(answer, FIELDS);

        assertThat(opened(answer.at("/name"))).isEqualTo("a");
        assertThat(opened(answer.at("/names/0"))).isEqualTo("b");
        assertThat(opened(answer.at("/names/1"))).isEqualTo("c");
        assertThat(opened(answer.at("/users/0/name"))).isEqualTo("d");
        assertThat(answer.at("/users/1").isEmpty()).isTrue();
        assertThat(answer.at("/open").asText()).isEqualTo("e");
    }

    @Test
    void takesNoMoreThanOneBlock() {
        String longest = "门".repeat(71);

        assertThat(opened(StrictJson.object().textNode(OaepCipher.encrypt(KEYS.getPublic(), longest))))
                .isEqualTo(longest);
        assertThatThrownBy(() -> OaepCipher.encrypt(KEYS.getPublic(), longest + "门"))
                .hasMessageContaining("214");
    }
}
