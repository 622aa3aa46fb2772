package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.ConsumerServer;
import io.github.camelwechatpay.fixture.ConsumerServerTestSupport;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Path and query of a request mean the same on every server, which decode and normalise them differently. */
class ConsumerServerTargetTest extends ConsumerServerTestSupport {

    private static final String MANY = "wechatpay:notify/m/{merchant}";
    private static final String ALICE = "alice";

    private static Stream<Arguments> onEveryServer(String... values) {
        return Stream.of(ConsumerServer.values())
                .flatMap(server -> Stream.of(values).map(value -> Arguments.of(server, value)));
    }

    static Stream<Arguments> otherNames() {
        return onEveryServer(
                "%61lice",
                "%61%6C%69%63%65",
                "alic%65",
                "%2561lice",
                "alice%2F",
                "alice%2f",
                "bob%2Falice",
                "bob%2falice",
                "..%2Falice",
                "alice%3Fx",
                "alice%23x",
                "alice%3Bx",
                "alice;x",
                "alice;x=1",
                "alice;merchant=alice",
                "bob;/alice",
                ";/alice",
                "alice+",
                "+alice",
                "alice%20",
                "%20alice",
                "alice%00",
                "alice.",
                "alice//",
                "/alice",
                "//alice",
                "./alice",
                "../m/alice",
                "bob/../alice",
                "alice/.",
                "alice/..",
                "ALICE",
                "Alice",
                "alice#x",
                "bob#/alice",
                "bob?/alice",
                "bob?merchant=alice",
                "%E4%BD%A0",
                "%zz",
                "alice%");
    }

    @ParameterizedTest
    @MethodSource("otherNames")
    void takesNoOtherSpellingForTheNameOfAProfile(ConsumerServer server, String segment) throws Exception {
        serveAlice(server, null, MANY);

        assertRefused("/notify/m/" + segment);
        assertThat(post("/notify/m/alice").status()).isEqualTo(200);
    }

    static Stream<Arguments> names() {
        return onEveryServer("alice", "alice/", "alice?x=1", "alice?/bob", "alice?merchant=bob", "alice?a=%2F&b=/bob");
    }

    @ParameterizedTest
    @MethodSource("names")
    void takesTheNameAsItIsSent(ConsumerServer server, String segment) throws Exception {
        serveAlice(server, null, MANY);

        assertThat(post("/notify/m/" + segment).status()).isEqualTo(200);
        assertThat(notified().getExchanges().get(0).getMessage().getHeader(WechatpayConstants.MERCHANT))
                .isEqualTo(ALICE);
    }

    @ParameterizedTest
    @EnumSource
    void refusesOtherLetterCaseInFrontOfTheName(ConsumerServer server) throws Exception {
        serveAlice(server, null, MANY);

        assertRefused("/NOTIFY/M/alice");
        assertRefused("/notify/M/alice");
    }

    @ParameterizedTest
    @EnumSource
    void takesTheNameBehindAContextPathAndAnHttpPath(ConsumerServer server) throws Exception {
        serveAlice(server, "/pay/api", "wechatpay:notify/x?httpPath=/shops/{merchant}");

        assertThat(post("/pay/api/shops/alice").status()).isEqualTo(200);
        assertRefused("/pay/api/shops/%61lice");
    }

    static Stream<Arguments> parameters() {
        return onEveryServer(
                "?Wechatpay-Signature=",
                "?wechatpay-signature=",
                "?WECHATPAY-SIGNATURE=",
                "?x=1&Wechatpay-Signature=",
                "?x=1;Wechatpay-Signature=",
                "?Wechatpay%2DSignature=",
                "?%57echatpay-Signature=",
                "?x=%zz&%57echatpay-Signature=",
                "?Wechatpay-%C5%BFignature=",
                "?+Wechatpay-Signature=",
                "?CamelHttpRawQuery=x&Wechatpay-Signature=",
                ";Wechatpay-Signature=",
                "/?Wechatpay-Signature=");
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void takesNoQueryParameterForASignatureHeader(ConsumerServer server, String target) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        String signature = notification.headers().get("Wechatpay-Signature");
        List<String> headers = new ArrayList<>(
                NotifyClient.lines(NotifyClient.without(notification.headers(), "Wechatpay-Signature")));
        headers.add("CamelHttpRawQuery: x");
        headers.add("camelhttprawquery: x");
        headers.add("CamelHttpQuery: x");

        for (String value : List.of(signature, URLEncoder.encode(signature, StandardCharsets.UTF_8))) {
            String path = PATH + target + value;
            try {
                refusedByAnyone(client().send("POST", path, headers, notification.body()), 400, 401, 404);
            } catch (java.io.IOException closed) {
                assertThat(target).contains("%zz");
            }
        }
        stillServes();
    }

    static Stream<Arguments> signatureHeaders() {
        return onEveryServer("Wechatpay-Timestamp", "wechatpay-nonce", "WECHATPAY-SERIAL", "Wechatpay-Signature-Type");
    }

    @ParameterizedTest
    @MethodSource("signatureHeaders")
    void refusesEachSignatureHeaderThatIsAQueryParameter(ConsumerServer server, String name) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        String value = notification.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("WECHATPAY2-SHA256-RSA2048");
        List<String> headers = lines(notification).stream()
                .filter(line -> !line.regionMatches(true, 0, name + ':', 0, name.length() + 1))
                .toList();
        try (NotifyLog log = NotifyLog.of(Level.INFO, "io.github.camelwechatpay")) {
            refused(client().send("POST", PATH + '?' + name + '=' + value, headers, notification.body()), 401);

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(PATH + ": Notification refused: a query parameter has the name of a signature header, and"
                            + " does not count as one. Use a notify_url without parameters that begin with Wechatpay-");
        }
        stillServes();
    }

    @ParameterizedTest
    @EnumSource
    void takesNoFieldOfAFormForASignatureHeader(ConsumerServer server) throws Exception {
        serve(server);
        SignedNotification notification = signed();
        byte[] form = notification.headers().entrySet().stream()
                .map(header -> header.getKey() + '=' + URLEncoder.encode(header.getValue(), StandardCharsets.UTF_8))
                .reduce("resource=x", (fields, field) -> fields + '&' + field)
                .getBytes(StandardCharsets.UTF_8);
        byte[] parts = notification.headers().entrySet().stream()
                .map(header -> "--b\r\nContent-Disposition: form-data; name=\"" + header.getKey() + "\"\r\n\r\n"
                        + header.getValue() + "\r\n")
                .reduce("", String::concat)
                .concat("--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);

        refusedByAnyone(
                client().post(PATH, Map.of("Content-Type", "application/x-www-form-urlencoded"), form), 400, 401);
        refusedByAnyone(
                client().post(PATH, Map.of("Content-Type", "multipart/form-data; boundary=b"), parts), 400, 401);
        stillServes();
    }

    static Stream<Arguments> otherParameters() {
        return onEveryServer(
                "?shop=7&a=%26&wechatpay=1",
                "?from=wechatpay-gateway", "?from=x&via=Wechatpay-Signature;y=wechatpay-x");
    }

    @ParameterizedTest
    @MethodSource("otherParameters")
    void takesOtherQueryParameters(ConsumerServer server, String query) throws Exception {
        serve(server);
        SignedNotification notification = signed();

        handled(client().post(PATH + query, notification.headers(), notification.body()));
    }

    private void serveAlice(ConsumerServer server, String contextPath, String uri) throws Exception {
        MerchantProfile profile = new MerchantProfile();
        profile.setMchid(sandbox.mchid());
        profile.setMerchantSerialNumber(sandbox.merchantSerialNumber());
        profile.setPrivateKey(sandbox.privateKey());
        profile.setSecretKey(sandbox.secretKey());
        profile.setPublicKeyId(sandbox.publicKeyId());
        profile.setPublicKey(sandbox.publicKeyPem());
        profile.setPlatformCertificates(sandbox.platformCertificatePem());
        context.getRegistry().bind(ALICE, profile);
        serve(server, contextPath, uri);
    }

    private NotifyClient.Reply post(String path) throws Exception {
        SignedNotification notification =
                sandbox.signedNotification(SandboxNotification.of("REFUND.SUCCESS", Map.of("mchid", sandbox.mchid())));
        return client().post(path, notification.headers(), notification.body());
    }

    private void assertRefused(String path) throws Exception {
        int before = received();
        try {
            assertThat(post(path).status()).isIn(400, 401, 404);
        } catch (java.io.IOException closed) {
            // Netty's server closes the connection where an escape is incomplete
            assertThat(path).containsPattern("%($|[^0-9A-F])");
        }
        assertThat(received()).isEqualTo(before);
    }
}
