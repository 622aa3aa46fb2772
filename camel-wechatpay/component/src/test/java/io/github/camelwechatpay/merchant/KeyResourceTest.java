package io.github.camelwechatpay.merchant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.crypto.KeyReader;
import io.github.camelwechatpay.crypto.TestKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

    static Stream<Arguments> mangled() {
        return Stream.of(
                arguments("byte order mark", mangling(pem -> "\uFEFF" + pem)),
                arguments("tab in front of each line", mangling(pem -> "\t" + pem.replace("\n", "\n\t"))),
                arguments("no-break and zero width spaces", mangling(pem -> pem.replace("\n", "\n\u00A0\u3000\u200B"))),
                arguments("line ends of Windows", mangling(pem -> pem.replace("\n", "\r\n"))),
                arguments("line ends of old Macintoshes", mangling(pem -> pem.replace("\n", "\r"))),
                arguments("empty lines", mangling(pem -> pem.replace("\n", "\n \n"))),
                arguments("escaped line ends", mangling(pem -> pem.replace("\n", "\\n"))),
                arguments("escaped line ends of Windows", mangling(pem -> pem.replace("\n", "\\r\\n"))),
                arguments("line ends that are escaped twice", mangling(pem -> pem.replace("\n", "\\\\n"))),
                arguments("escaped line ends and tabs", mangling(pem -> "\\t" + pem.replace("\n", "\\n\\t"))),
                arguments("continued lines", mangling(pem -> pem.replace("\n", "\\\n"))),
                arguments("blanks for line ends", mangling(pem -> pem.replace("\n", " "))),
                arguments("tabs for line ends", mangling(pem -> pem.replace("\n", "\t"))),
                arguments("no line ends", mangling(pem -> pem.replace("\n", ""))),
                arguments("long lines", mangling(pem -> pem.replaceAll("(?<=[^-])\n(?=[^-])", ""))),
                arguments("quotation marks around it", mangling(pem -> '"' + pem.strip() + '"')));
    }

    private static UnaryOperator<String> mangling(UnaryOperator<String> mangling) {
        return mangling;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mangled")
    void readsKeysAndCertificatesThatWereMangled(String name, UnaryOperator<String> mangling, @TempDir Path directory)
            throws Exception {
        X509Certificate certificate =
                TestKeys.certificate(TestKeys.MERCHANT, "1F", Instant.EPOCH, Instant.ofEpochSecond(4_000_000_000L));
        for (UnaryOperator<String> place : places(directory)) {
            assertThat(KeyReader.privateKey(pem(place.apply(mangling.apply(PEM))), null, "o"))
                    .isEqualTo(TestKeys.MERCHANT.getPrivate());
            assertThat(KeyReader.publicKey(
                            pem(place.apply(mangling.apply(TestKeys.publicPem(TestKeys.MERCHANT)))), "o"))
                    .isEqualTo(TestKeys.MERCHANT.getPublic());
            assertThat(KeyReader.certificates(
                            pem(place.apply(mangling.apply(TestKeys.pem(certificate) + TestKeys.pem(certificate)))),
                            "o"))
                    .containsExactly(certificate, certificate);
        }
    }

    /** Inline, and where a resource holds the text. */
    private List<UnaryOperator<String>> places(Path directory) throws IOException {
        context.setApplicationContextClassLoader(
                new URLClassLoader(new URL[] {directory.toUri().toURL()}));
        UnaryOperator<String> file = text -> "file:" + write(directory, text.getBytes(StandardCharsets.UTF_8));
        return List.of(
                UnaryOperator.identity(),
                file,
                text -> "file:" + write(directory, ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)),
                text -> "file:" + write(directory, text.getBytes(StandardCharsets.UTF_16)),
                text -> "classpath:"
                        + write(directory, text.getBytes(StandardCharsets.UTF_8))
                                .getFileName(),
                text -> "base64:" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                text -> "base64:"
                        + Base64.getMimeEncoder()
                                .encodeToString(text.getBytes(StandardCharsets.UTF_8))
                                .replace("\r\n", "\\n"));
    }

    private static Path write(Path directory, byte[] content) {
        try {
            return Files.write(Files.createTempFile(directory, "key", ".pem"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsASecretAsItIsOrFromAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "\uFEFF" + TestKeys.SECRET_KEY + "\n");

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
