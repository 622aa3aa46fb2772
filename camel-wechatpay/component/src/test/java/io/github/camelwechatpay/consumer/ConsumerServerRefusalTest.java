package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.ConsumerServer;
import io.github.camelwechatpay.fixture.ConsumerServerConnection;
import io.github.camelwechatpay.fixture.ConsumerServerTestSupport;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no server hands on to the route, and that each goes on serving afterwards. */
class ConsumerServerRefusalTest extends ConsumerServerTestSupport {

    private static Stream<Arguments> onEveryServer(String... values) {
        return Stream.of(ConsumerServer.values())
                .flatMap(server -> Stream.of(values).map(value -> Arguments.of(server, value)));
    }

    static Stream<Arguments> signatureHeaders() {
        return onEveryServer("Wechatpay-Timestamp", "wechatpay-nonce", "Wechatpay-Signature", "WECHATPAY-SERIAL");
    }

    @ParameterizedTest
    @MethodSource("signatureHeaders")
    void refusesARepeatedSignatureHeader(ConsumerServer server, String name) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        List<String> same = new ArrayList<>(lines(notification));
        List<String> other = new ArrayList<>(lines(notification));
        same.add(name + ": " + value(notification, name));
        other.add(name + ": " + MARK);

        refused(client().send("POST", PATH, same, notification.body()), 401);
        refused(client().send("POST", PATH, other, notification.body()), 401);
        refused(client().send("POST", PATH + '?' + name + '=' + MARK, lines(notification), notification.body()), 401);
        stillServes();
    }

    private static String value(SignedNotification notification, String name) {
        return notification.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAForgedBody(ConsumerServer server) throws Exception {
        serve(server);

        refused(client().post(PATH, signed().headers(), marked()), 401);
        stillServes();
    }

    static Stream<Arguments> forms() {
        return onEveryServer("a=1&b=" + MARK, "a", "=", "&&", MARK, "%", "a=%zz");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void refusesAForm(ConsumerServer server, String form) throws Exception {
        serve(server);
        byte[] bytes = form.getBytes(StandardCharsets.UTF_8);

        refusedByAnyone(post(bytes, "Content-Type", "application/x-www-form-urlencoded"), 400, 401);
        stillServes();
    }

    /** Only one server has unpacked it and cannot give the bytes that were signed; nobody takes anything else of it. */
    @ParameterizedTest
    @EnumSource
    void takesASignedNotificationThatIsSentAsAFormByItsBytesOnly(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();

        var reply = client().post(
                        PATH,
                        NotifyClient.with(notification.headers(), "Content-Type", "application/x-www-form-urlencoded"),
                        notification.body());

        if (server == ConsumerServer.PLATFORM_HTTP) {
            refused(reply, 400);
        } else {
            handled(reply);
            assertThat(notified().getExchanges().get(0).getMessage().getBody(Map.class))
                    .containsKey("contract_id");
        }
        stillServes();
    }

    static Stream<Arguments> callbacksOfApiV2() {
        return onEveryServer(
                "<xml><return_code>SUCCESS</return_code><out_trade_no>" + MARK + "</out_trade_no></xml>",
                "\ufeff<xml>\n<a>" + MARK + "</a></xml>",
                " \r\n\t<xml></xml>",
                "\ufeff \n<xml/>",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml></xml>",
                "<XML></XML>",
                "<xml");
    }

    @ParameterizedTest
    @MethodSource("callbacksOfApiV2")
    void saysThatACallbackIsOneOfApiV2(ConsumerServer server, String body) throws Exception {
        serve(server);
        for (String contentType :
                List.of("text/xml", "Text/XML; charset=UTF-8", "application/xml", "application/json")) {
            try (NotifyLog log = NotifyLog.of(Level.DEBUG, "io.github.camelwechatpay")) {
                refused(
                        client().post(PATH, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8)),
                        401);

                assertThat(log.lines())
                        .allSatisfy(line -> assertThat(line).doesNotContain(MARK))
                        .anySatisfy(line -> assertThat(line)
                                .contains(
                                        PATH + ": Notification refused: its body is XML without an APIv3 signature, as"
                                                + " callbacks of APIv2 are. Receive APIv2 callbacks at another address, and use"
                                                + " this one as notify_url in APIv3 calls only"));
            }
        }
        stillServes();
    }

    @ParameterizedTest
    @MethodSource("noCallbacksOfApiV2")
    void saysNothingOfApiV2WhereABodyIsNotXml(ConsumerServer server, String body) throws Exception {
        serve(server);
        try (NotifyLog log = NotifyLog.of(Level.DEBUG, "io.github.camelwechatpay")) {
            refused(client().post(PATH, Map.of(), body.getBytes(StandardCharsets.UTF_8)), 401);

            assertThat(log.lines()).noneMatch(line -> line.contains("APIv2"));
        }
    }

    static Stream<Arguments> noCallbacksOfApiV2() {
        return onEveryServer("<html></html>", "<xmlns/>", "{\"a\":\"<xml>\"}", "xml");
    }

    static Stream<Arguments> multipart() {
        return onEveryServer(
                "multipart/form-data; boundary=b", "multipart/form-data; boundary=c", "multipart/form-data");
    }

    @ParameterizedTest
    @MethodSource("multipart")
    void refusesMultipart(ConsumerServer server, String contentType) throws Exception {
        serve(server);
        byte[] parts = ("--b\r\nContent-Disposition: form-data; name=\"meta\"\r\n\r\n" + MARK + "\r\n"
                        + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.json\"\r\n\r\n{}\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);

        refusedByAnyone(post(parts, "Content-Type", contentType), 400, 401);
        stillServes();
    }

    /** The signature covers the bytes on the wire, and WeChat Pay does not document compression. */
    @ParameterizedTest
    @EnumSource
    void refusesACompressedBody(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(notification.body());
        }
        Map<String, String> headers = NotifyClient.with(notification.headers(), "Content-Encoding", "gzip");

        refusedByAnyone(client().post(PATH, headers, compressed.toByteArray()), 400, 401, 415);
        refusedByAnyone(client().post(PATH, headers, marked()), 400, 401, 415);
        stillServes();
    }

    /** Signed as it was sent: what the signature says is not the notification that it is unpacked to. */
    @ParameterizedTest
    @EnumSource
    void refusesACompressedBodyWhoseWireBytesAreSigned(ConsumerServer server) throws Exception {
        serve(server);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(signed().body());
        }

        refusedByAnyone(post(compressed.toByteArray(), "Content-Encoding", "gzip"), 400, 401, 415);
        stillServes();
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnEmptyBody(ConsumerServer server) throws Exception {
        serve(server);

        refused(post(new byte[0], "X-Echo", MARK), 400);
        refused(post(" ".getBytes(StandardCharsets.UTF_8), "X-Echo", MARK), 400);
        refused(
                client().raw(
                                ConsumerServerConnection.head(PATH, NotifyClient.lines(sandbox.sign(new byte[0])))
                                        + "Transfer-Encoding: chunked\r\n\r\n",
                                ConsumerServerConnection.chunks(new byte[0], 1)),
                400);
        stillServes();
    }

    @ParameterizedTest
    @EnumSource
    void refusesTwoMebibytes(ConsumerServer server) throws Exception {
        serve(server);
        byte[] large = new byte[2 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');

        refusedForItsSize(
                ConsumerServerConnection.head(PATH, NotifyClient.lines(sandbox.sign(large))) + "Content-Length: "
                        + large.length + "\r\n\r\n",
                large);
        refusedForItsSize(
                ConsumerServerConnection.head(PATH, NotifyClient.lines(sandbox.sign(large)))
                        + "Transfer-Encoding: chunked\r\n\r\n",
                ConsumerServerConnection.chunks(large, 8000));
        stillServes();
    }

    /**
     * A server with a limit of its own may answer and close before it has read the body, and then the answer can be lost;
     * Undertow just closes when chunks exceed its two mebibytes.
     */
    private void refusedForItsSize(String head, byte[] body) throws IOException {
        NotifyClient.Reply reply;
        try {
            reply = client().raw(head, body);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException closed) {
            assertThat(received()).isZero();
            return;
        }
        refusedByAnyone(reply, 413);
    }

    static Stream<Arguments> methods() {
        return onEveryServer("GET", "PUT", "DELETE", "PATCH", "TRACE");
    }

    @ParameterizedTest
    @MethodSource("methods")
    void refusesOtherMethods(ConsumerServer server, String method) throws Exception {
        serve(server);
        SignedNotification notification = signed();

        refusedByAnyone(client().send(method, PATH, with(notification, "X-Echo: " + MARK), new byte[0]), 400, 404, 405);
        stillServes();
    }

    static Stream<Arguments> otherPaths() {
        return onEveryServer("/notify/contract", PATH + "/x", "/notify", "/", "/x" + PATH, PATH + "%00");
    }

    @ParameterizedTest
    @MethodSource("otherPaths")
    void refusesOtherPaths(ConsumerServer server, String path) throws Exception {
        serve(server);
        SignedNotification notification = signed();

        refusedByAnyone(
                client().send("POST", path, with(notification, "X-Echo: " + MARK), notification.body()), 400, 404);
        stillServes();
    }

    /** All of them serve it as the path itself, and nothing depends on it. */
    @ParameterizedTest
    @EnumSource
    void takesAPathWithATrailingSlash(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();

        handled(client().post(PATH + '/', notification.headers(), notification.body()));
    }

    private NotifyClient.Reply post(byte[] body, String header, String value) throws IOException {
        return client().post(PATH, NotifyClient.with(sandbox.sign(body), header, value), body);
    }

    private static byte[] marked() {
        return ("{\"a\":\"" + MARK + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> with(SignedNotification notification, String line) {
        List<String> headers = new ArrayList<>(lines(notification));
        headers.add(line);
        return headers;
    }
}
