package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelwechatpay.crypto.KeyReader;
import io.github.camelwechatpay.crypto.TestKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyResourceTest {

    private static final String PEM = TestKeys.privatePem(TestKeys.MERCHANT);
    private static final byte[] DER = TestKeys.MERCHANT.getPrivate().getEncoded();

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    static Stream<String> inlineForms() {
        return Stream.of(
                PEM,
                "\n  " + PEM + "  ",
                PEM.replace("\n", "\\n"),
                "base64:" + Base64.getEncoder().encodeToString(PEM.getBytes(StandardCharsets.US_ASCII)),
                "base64:" + Base64.getEncoder().encodeToString(DER),
                "base64:" + Base64.getMimeEncoder().encodeToString(DER));
    }

    @ParameterizedTest
    @MethodSource("inlineForms")
    void readsEveryForm(String value) {
        assertThat(KeyReader.privateKey(pem(value), null, "privateKey")).isEqualTo(TestKeys.MERCHANT.getPrivate());
    }

    @Test
    void readsASecretAsItIsOrFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), TestKeys.SECRET_KEY + "\n");

        assertThat(KeyResource.secret(context, TestKeys.SECRET_KEY, "secretKey"))
                .isEqualTo(TestKeys.SECRET_KEY);
        assertThat(KeyResource.secret(context, "file:" + file, "secretKey")).isEqualTo(TestKeys.SECRET_KEY);
        assertThat(KeyResource.secret(context, null, "secretKey")).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyResource.secret(context, "file:/no/such/secret", "secretKey"))
                .withMessageContaining("Option secretKey")
                .withMessageContaining("/no/such/secret");
    }

    @Test
    void readsFilesAndBeans(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("key.pem"), PEM);
        context.getRegistry().bind("key", PEM);

        assertThat(pem("file:" + file)).isEqualTo(PEM);
        assertThat(pem("ref:key")).isEqualTo(PEM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret-17",
                "http://localhost/secret-17",
                "https://localhost/key.pem",
                "/etc/secret-17.pem",
                "FILE:secret-17",
                "base64:secret-17=A",
                "file:/missing/key.pem",
                "file:/",
                "classpath:missing.pem",
                "ref:missing"
            })
    void refusesOtherValuesNamingTheOption(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pem(value))
                .withMessageStartingWith("Option privateKey ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret-17"));
    }

    /** A prefix in front of the key itself is an easy mistake. */
    @ParameterizedTest
    @ValueSource(strings = {"file:", "classpath:", "ref:", "file:/"})
    void doesNotShowAKeyThatStandsInPlaceOfItsResource(String prefix) {
        String line = PEM.lines().skip(1).findFirst().orElseThrow();

        assertThatIllegalArgumentException().isThrownBy(() -> pem(prefix + PEM)).satisfies(e -> {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                assertThat(String.valueOf(cause.getMessage())).doesNotContain(line);
            }
        });
    }

    private String pem(String value) {
        return KeyResource.pem(context, value, "privateKey", "PRIVATE KEY");
    }
}
