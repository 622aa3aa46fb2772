package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of HTTP requests: which carry a notification, and what becomes of the others. */
class ConsumerHttpTest extends NotifyTestSupport {

    private static final List<String> SIGNATURE =
            List.of("Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial");

    private SignedNotification notification;

    @BeforeEach
    void consume() throws Exception {
        startConsuming(CONSUMER);
        notification = sandbox.signedNotification(contract());
    }

    static List<Arguments> spellings() {
        return List.of(
                spelling("as documented", name -> name),
                spelling("lower case", name -> name.toLowerCase(Locale.ROOT)),
                spelling("upper case", name -> name.toUpperCase(Locale.ROOT)),
                spelling("mixed", name -> name.replace('e', 'E')));
    }

    private static Arguments spelling(String name, UnaryOperator<String> spelling) {
        return Arguments.of(name, spelling);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void takesHeaderNamesInAnySpelling(String how, UnaryOperator<String> spelling) throws IOException {
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        notification.headers().forEach((name, value) -> headers.put(spelling.apply(name), value));

        assertThat(client().post(PATH, headers, notification.body()).status()).isEqualTo(200);
        assertThat(received()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json; charset=utf-8", "text/plain", "application/octet-stream", "nonsense"})
    void takesAnyContentTypeThatIsNoForm(String contentType) throws IOException {
        var reply = client().post(
                        PATH,
                        NotifyClient.with(notification.headers(), "Content-Type", contentType),
                        notification.body());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void takesARequestWithoutContentType() throws IOException {
        var reply =
                client().post(PATH, NotifyClient.without(notification.headers(), "Content-Type"), notification.body());

        assertThat(reply.status()).isEqualTo(200);
    }

    /** The charset of a Content-Type must not change the bytes that were signed. */
    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "GBK", "UTF-16", "no-such-charset"})
    void takesTheBytesWhateverTheCharsetSays(String charset) throws IOException {
        SignedNotification chinese = sandbox.signedNotification(SandboxNotification.of(SIGNED, Map.of("name", "签约")));

        var reply = client().post(
                        PATH,
                        NotifyClient.with(chinese.headers(), "Content-Type", "application/json; charset=" + charset),
                        chinese.body());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(notified()
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getBody(Map.class)
                        .get("name"))
                .isEqualTo("签约");
    }

    @Test
    void takesAChunkedBody() throws IOException {
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        for (int i = 0; i < notification.body().length; i += 100) {
            int length = Math.min(100, notification.body().length - i);
            chunks.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            chunks.write(notification.body(), i, length);
            chunks.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        chunks.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

        var reply = client().raw(
                        head(NotifyClient.lines(notification.headers())) + "Transfer-Encoding: chunked\r\n\r\n",
                        chunks.toByteArray());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(received()).isEqualTo(1);
    }

    @Test
    void answersWithJsonAndNothingOfTheRequest() throws IOException {
        List<String> headers = new ArrayList<>(NotifyClient.lines(notification.headers()));
        headers.add("X-Echo: yes");

        var reply = client().send("POST", PATH, headers, notification.body());

        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.head().stream().skip(1).map(line -> line.split(":")[0].toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder("content-type", "content-length");
    }

    /** A name of a header, a path or a class must not come from the wire. */
    @Test
    void keepsHeadersAndQueryOfTheRequestFromTheRoute() throws IOException {
        List<String> headers = new ArrayList<>(NotifyClient.lines(notification.headers()));
        headers.add("CamelWechatpayMchid: 1");
        headers.add("CamelFileName: /etc/passwd");
        headers.add("X-Custom: 1");

        var reply = client().send("POST", PATH + "?CamelBeanMethodName=exit&x=1", headers, notification.body());

        assertThat(reply.status()).isEqualTo(200);
        Exchange exchange = notified().getExchanges().get(0);
        assertThat(exchange.getMessage().getHeaders().keySet()).allMatch(name -> name.startsWith("CamelWechatpay"));
        assertThat(exchange.getMessage().getHeader(WechatpayConstants.MCHID)).isEqualTo(sandbox.mchid());
    }

    static List<Arguments> duplicates() {
        List<Arguments> rows = new ArrayList<>();
        for (String name : SIGNATURE) {
            rows.add(Arguments.of(name, ""));
            rows.add(Arguments.of(name.toLowerCase(Locale.ROOT), ""));
            rows.add(Arguments.of(name, "x"));
        }
        return rows;
    }

    @ParameterizedTest(name = "{0}, value with \"{1}\" added")
    @MethodSource("duplicates")
    void refusesARepeatedSignatureHeader(String name, String difference) throws IOException {
        List<String> headers = new ArrayList<>(NotifyClient.lines(notification.headers()));
        String value = notification.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow()
                .getValue();
        headers.add(name + ": " + value + difference);

        refused(client().send("POST", PATH, headers, notification.body()), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wechatpay-Timestamp", "Wechatpay-Nonce", "Wechatpay-Signature", "Wechatpay-Serial"})
    void refusesAMissingOrEmptySignatureHeader(String name) throws IOException {
        refused(client().post(PATH, NotifyClient.without(notification.headers(), name), notification.body()), 401);
        refused(client().post(PATH, NotifyClient.with(notification.headers(), name, ""), notification.body()), 401);
        refused(
                client().post(
                                PATH,
                                NotifyClient.with(notification.headers(), name, "A".repeat(2000)),
                                notification.body()),
                401);
    }

    @Test
    void refusesAnotherSignatureType() throws IOException {
        refused(
                client().post(
                                PATH,
                                NotifyClient.with(
                                        notification.headers(), "Wechatpay-Signature-Type", "WECHATPAY2-SM2-WITH-SM3"),
                                notification.body()),
                401);
    }

    /** The server makes headers of query parameters: one that names a signature header counts as a repetition. */
    @ParameterizedTest
    @ValueSource(strings = {"Wechatpay-Timestamp", "wechatpay-nonce", "Wechatpay-Signature", "WECHATPAY-SERIAL"})
    void refusesASignatureHeaderThatTheQueryRepeats(String name) throws IOException {
        refused(client().post(PATH + '?' + name + "=x", notification.headers(), notification.body()), 401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void refusesAnEmptyBody(String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        refused(client().post(PATH, sandbox.sign(bytes), bytes), 400);
    }

    @Test
    void refusesAForm() throws IOException {
        byte[] form = "a=1&b=2".getBytes(StandardCharsets.UTF_8);

        refused(
                client().post(
                                PATH,
                                NotifyClient.with(
                                        sandbox.sign(form), "Content-Type", "application/x-www-form-urlencoded"),
                                form),
                400);
    }

    @Test
    void refusesANotificationThatIsSentAsAForm() throws IOException {
        var reply = client().post(
                        PATH,
                        NotifyClient.with(notification.headers(), "Content-Type", "application/x-www-form-urlencoded"),
                        notification.body());

        assertThat(reply.status()).isBetween(400, 499);
        assertThat(received()).isZero();
    }

    @Test
    void refusesMultipart() throws IOException {
        byte[] parts = ("--b\r\nContent-Disposition: form-data; name=\"meta\"\r\n\r\n{}\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n{}\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);

        var reply = client().post(
                        PATH,
                        NotifyClient.with(sandbox.sign(parts), "Content-Type", "multipart/form-data; boundary=b"),
                        parts);

        assertThat(reply.status()).isBetween(400, 499);
        assertThat(received()).isZero();
    }

    @Test
    void refusesACompressedBody() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(notification.body());
        }

        refused(
                client().post(
                                PATH,
                                NotifyClient.with(notification.headers(), "Content-Encoding", "gzip"),
                                compressed.toByteArray()),
                401);
    }

    @Test
    void refusesABodyOverTheLimit() throws IOException {
        byte[] large = new byte[1024 * 1024 + 1];
        java.util.Arrays.fill(large, (byte) ' ');

        refused(client().post(PATH, sandbox.sign(large), large), 413);
    }

    @Test
    void takesABodyJustUnderTheLimit() {
        String text = "x".repeat(700 * 1024);

        assertThat(deliver(SandboxNotification.of(SIGNED, Map.of("text", text))).status())
                .isEqualTo(200);
    }

    /** The server gives up earlier than the component, and may close the connection while the body is being sent. */
    @Test
    void refusesABodyOverTheLimitOfTheServer() {
        byte[] huge = new byte[10 * 1024 * 1024 + 1];
        int status;
        try {
            status = client().post(PATH, sandbox.sign(huge), huge).status();
        } catch (SocketException e) {
            status = 413;
        } catch (IOException e) {
            throw new AssertionError(e);
        }

        assertThat(status).isBetween(400, 499);
        assertThat(received()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH"})
    void refusesOtherMethods(String method) throws IOException {
        var reply = client().send(method, PATH, NotifyClient.lines(notification.headers()), notification.body());

        assertThat(reply.status()).isIn(404, 405);
        assertThat(received()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/notify/contract", "/notify/contracts/x", "/notify", "/", "/notify/CONTRACTS"})
    void refusesOtherPaths(String path) throws IOException {
        assertThat(client().post(path, notification.headers(), notification.body())
                        .status())
                .isEqualTo(404);
        assertThat(received()).isZero();
    }

    private void refused(NotifyClient.Reply reply, int status) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEqualTo("{\"code\":\"FAIL\",\"message\":\"失败\"}");
        assertThat(received()).isZero();
    }

    private int received() {
        return notified().getExchanges().size();
    }

    private static String head(List<String> headers) {
        return "POST " + PATH + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + String.join("\r\n", headers) + "\r\n";
    }
}
