package io.github.camelwechatpay.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.TunnelClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Main main = new Main(
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));

    @TempDir
    Path directory;

    private static Properties properties(Path home) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("sandbox.properties"))) {
            properties.load(reader);
        }
        return properties;
    }

    @Test
    void tellsItsClientsWhatTheyNeedOnceItListens() throws Exception {
        Path home = directory.resolve("new").resolve("home of 商户");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> status = threads.submit(() -> main.run("--home", home.toString()));
            Awaitility.await().until(() -> Files.exists(home.resolve("sandbox.properties")));
            Properties properties = properties(home);

            assertThat(properties.stringPropertyNames())
                    .containsExactlyInAnyOrder(
                            "baseUri",
                            "mchid",
                            "merchantSerialNumber",
                            "privateKeyFile",
                            "merchantCertificateFile",
                            "secretKey",
                            "platformSerialNumber",
                            "platformCertificateFile",
                            "publicKeyId",
                            "publicKeyFile",
                            "sm2MerchantSerialNumber",
                            "sm2PrivateKeyFile",
                            "sm2MerchantCertificateFile",
                            "sm2PlatformSerialNumber",
                            "sm2PlatformCertificateFile");
            Awaitility.await().until(() -> out.size() > 0);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains(properties.getProperty("baseUri"))
                    .hasLineCount(1);
            assertThat(merchantSerial(properties))
                    .isEqualToIgnoringCase(properties.getProperty("merchantSerialNumber"));
            assertThat(TestCrypto.privateKey(file(properties, "privateKeyFile")))
                    .isNotNull();
            assertThat(TestCrypto.publicKey(file(properties, "publicKeyFile"))).isNotNull();
            assertThat(TestCrypto.certificate(file(properties, "platformCertificateFile")))
                    .isNotNull();
            assertOwnerOnly(home);
            assertThat(get(properties.getProperty("baseUri") + "/_sandbox/requests"))
                    .isEqualTo(200);

            threads.shutdownNow();
            assertThat(status.get()).isZero();
            assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void isAProxyThatItsClientsCanTrust() throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> status =
                    threads.submit(() -> main.run("--proxy-port", "0", "--home", directory.toString()));
            Awaitility.await().until(() -> Files.exists(directory.resolve("sandbox.properties")));
            Properties properties = properties(directory);
            int port = Integer.parseInt(properties.getProperty("proxyPort"));
            X509Certificate authority = TestCrypto.certificate(file(properties, "caCertificateFile"));
            HttpClient client = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)))
                    .sslContext(TunnelClient.context(TunnelClient.trusting(authority)))
                    .build();

            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("https://api.mch.weixin.qq.com/v3/certificates"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains("SIGN_ERROR");
            Awaitility.await().until(() -> out.toString(StandardCharsets.UTF_8).contains("127.0.0.1:" + port));
            assertThat(out.toString(StandardCharsets.UTF_8)).hasLineCount(2);
            threads.shutdownNow();
            assertThat(status.get()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void failsOnATakenProxyPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(main.run("--home", directory.toString(), "--proxy-port", port))
                    .isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("127.0.0.1:" + port);
        }
    }

    private static String merchantSerial(Properties properties) throws IOException {
        return TestCrypto.certificate(file(properties, "merchantCertificateFile"))
                .getSerialNumber()
                .toString(16);
    }

    private static String file(Properties properties, String name) throws IOException {
        Path path = Path.of(properties.getProperty(name));
        assertThat(path).isAbsolute();
        return Files.readString(path);
    }

    private static void assertOwnerOnly(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files)
                    .hasSize(8)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    private static int get(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "--home",
                "--port 1",
                "--home x --port",
                "--home x --port a",
                "--home x --port 65536",
                "--home x --port -1",
                "--home x more",
                "--home x --allow-host",
                "--home x --proxy-port",
                "--home x --proxy-port 65536"
            })
    void printsTheUsageOnWrongArguments(String arguments) {
        String[] parts = arguments.isEmpty() ? new String[0] : arguments.split(" ");

        assertThat(main.run(parts)).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Usage:", "--home", "--port", "--proxy-port", "--allow-host");
        assertThat(out.size()).isZero();
    }

    @Test
    void readsItsArguments() {
        CommandLine line = CommandLine.parse("--allow-host", "a", "--port", "8080", "--home", "x", "--allow-host", "b");

        assertThat(line.port()).isEqualTo(8080);
        assertThat(line.proxyPort()).isEmpty();
        assertThat(CommandLine.parse("--proxy-port", "0", "--home", "x").proxyPort())
                .hasValue(0);
        assertThat(line.home()).isAbsolute().hasFileName("x");
        assertThat(line.allowedHosts()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void failsOnATakenPortAndLeavesNoOldProperties() throws IOException {
        Files.writeString(directory.resolve("sandbox.properties"), "baseUri=old");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(main.run("--home", directory.toString(), "--port", port)).isEqualTo(1);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("127.0.0.1:" + port);
            assertThat(directory.resolve("sandbox.properties")).doesNotExist();
        }
    }

    @Test
    void failsOnAHomeThatIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        assertThat(main.run("--home", file.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot start");
    }
}
