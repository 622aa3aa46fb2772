package io.github.camelwechatpay.sandbox.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signature is verified over the bytes of the request line, whatever they are. */
class RequestTargetTest extends SandboxTestSupport {
    private static final String TOKENS = "/v3/marketing/membercard-open/cards/%s/permission-tokens";
    private static final String BODY = "{\"activate_type\":\"AUTO_ACTIVATE\"}";

    @ParameterizedTest
    @ValueSource(
            strings = {"a%2Fb", "a%2fb", "a%20b", "a+b", "%E9%97%A8", "a~b", "a%7Eb", "a;b=c", "a:b@c", "a!$&'()*b"})
    void takesAnyRightlyEncodedPathValueAsItIsWritten(String value) {
        assertThat(client.post(TOKENS.formatted(value), BODY).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%ff", "%E9%97", "门"})
    void refusesAWronglyEncodedPathValueThoughItsSignatureIsRight(String value) {
        WireAnswer answer = client.post(TOKENS.formatted(value), BODY);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("PARAM_ERROR");
        assertThat(answer.field()).isEqualTo("card_id");
    }

    /** The server itself cannot read these, and answers without a body. */
    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%zz"})
    void refusesABrokenEscape(String value) {
        assertThat(client.post(TOKENS.formatted(value), BODY).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "/v3/certificates?,/v3/certificates",
        "/v3/certificates,/v3/certificates?",
        "/v3/certificates?algorithm_type=RSA,/v3/certificates?algorithm%5Ftype=RSA",
        "/v3/marketing/membercard-open/cards/a%2Fb/permission-tokens,/v3/marketing/membercard-open/cards/a%2fb/permission-tokens",
        "/v3/marketing/membercard-open/cards/a%2Fb/permission-tokens,/v3/marketing/membercard-open/cards/a/b/permission-tokens",
        "/v3/marketing/membercard-open/cards/a%20b/permission-tokens,/v3/marketing/membercard-open/cards/a+b/permission-tokens",
        "/v3/certificates/,/v3/certificates",
        "/hk/v3/certificates,/v3/certificates",
    })
    void refusesATargetThatIsNotTheSignedOne(String sent, String signed) {
        assertThat(client.request("GET", sent).signing(signed).send().status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v3/certificates",
                "/v3/certificates?",
                "/v3/certificates?algorithm_type=RSA",
                "/v3/certificates?algorithm%5Ftype=RSA",
                "/hk/v3/certificates",
                "/hk/v3/certificates?algorithm_type=ALL",
                "/v3/global/certificates"
            })
    void answersTheCertificateLists(String target) {
        assertThat(client.get(target).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v3",
                "/v3/",
                "/v3/certificates/",
                "//v3/certificates",
                "/v3//certificates",
                "/V3/certificates",
                "/v3/Certificates",
                "/v3/%63ertificates",
                "/v3/./certificates",
                "/v3/x/../certificates",
                "/global/v3/certificates",
                "/hk/v3/global/certificates",
                "/hk/v3/security/echo",
                "/us/v3/certificates",
                "/v3/certificates;a=b",
                "/v3/nothing"
            })
    void knowsNoOtherPath(String target) {
        WireAnswer answer = client.get(target);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("RESOURCE_NOT_EXISTS");
        assertThat(answer.header("Wechatpay-Signature")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "%2E%2E", "%2e"})
    void refusesDotSegmentsInAPlaceholder(String value) {
        assertThat(client.post(TOKENS.formatted(value), BODY).status()).isEqualTo(404);
    }

    @Test
    void refusesAnotherMethodOfAKnownPath() {
        WireAnswer answer = client.request("DELETE", "/v3/certificates").send();

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.json().path("message").asText()).contains("GET");
    }

    @Test
    void refusesATargetThatIsNotAPath() {
        assertThat(client.get("http://127.0.0.1/v3/certificates").status()).isEqualTo(400);
    }

    @Test
    void readsEachRequestOfAConnectionAnew() throws IOException {
        byte[] first = client.request("GET", "/v3/certificates?")
                .header("Connection", "keep-alive")
                .bytes();
        byte[] second = client.request("POST", "/v3/ebike/charge/contracts/preopen")
                .json("{\"appid\":\"wx1\",\"trade_scene\":\"CHARGE\",\"openid\":\"o1\"}")
                .header("Connection", "keep-alive")
                .bytes();
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), sandbox.port())) {
            socket.setSoTimeout(10_000);
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(first);
                assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(200);
                socket.getOutputStream().write(second);
                assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void readsARequestThatComesInSmallPieces() throws IOException {
        byte[] bytes =
                client.request("GET", "/v3/certificates?algorithm_type=RSA").bytes();
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), sandbox.port())) {
            socket.setSoTimeout(10_000);
            socket.setTcpNoDelay(true);
            for (byte b : bytes) {
                socket.getOutputStream().write(b);
                socket.getOutputStream().flush();
            }
            assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(200);
        }
    }

    @Test
    void refusesPipelinedRequestsInsteadOfGuessingTheirTargets() throws IOException {
        byte[] one = client.request("GET", "/v3/certificates")
                .header("Connection", "keep-alive")
                .bytes();
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), sandbox.port())) {
            socket.setSoTimeout(10_000);
            byte[] both = new byte[2 * one.length];
            System.arraycopy(one, 0, both, 0, one.length);
            System.arraycopy(one, 0, both, one.length, one.length);
            socket.getOutputStream().write(both);

            assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(200);
            assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(400);
        }
    }

    @Test
    void takesAChunkedBodyAndWaitsForAContinue() throws IOException {
        String body = "{\"appid\":\"wx1\",\"trade_scene\":\"CHARGE\",\"openid\":\"o1\"}";
        RawClient.Request request =
                client.request("POST", "/v3/ebike/charge/contracts/preopen").json(body);
        request.with("signature", Base64.getEncoder().encodeToString(request.signature()));
        byte[] head = request.body(new byte[0])
                .header("Transfer-Encoding", "chunked")
                .header("Expect", "100-continue")
                .bytes();
        try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), sandbox.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(head);
            assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(100);
            String chunks = "5\r\n" + body.substring(0, 5) + "\r\n" + Integer.toHexString(body.length() - 5) + "\r\n"
                    + body.substring(5) + "\r\n0\r\n\r\n";
            socket.getOutputStream().write(chunks.getBytes(StandardCharsets.UTF_8));
            assertThat(WireAnswer.read(socket.getInputStream()).status()).isEqualTo(200);
        }
    }
}
