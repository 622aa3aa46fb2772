package io.github.camelwechatpay.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.Receiver;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import io.github.camelwechatpay.sandbox.internal.gateway.RequestLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest extends SandboxTestSupport {
    private static WireAnswer call(String method, String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return client.send((method + " /_sandbox" + path + " HTTP/1.1\r\nHost: localhost:" + sandbox.port()
                        + "\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    @Test
    void notifies() throws IOException {
        try (Receiver receiver = Receiver.answering(200, "done")) {
            WireAnswer answer = call(
                    "POST",
                    "/notify",
                    json("{'url':'" + receiver.url() + "','eventType':'PAPAY.SIGN','resource':{'contract_id':'42'},"
                            + "'originalType':'papay_sign','associatedData':'a','signWith':'publicKey','attempts':2}"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).isEqualTo(json("{'status':200,'body':'done','attempts':1}"));
            WireAnswer notification = receiver.received().get(0);
            assertThat(notification.json().at("/resource/original_type").asText())
                    .isEqualTo("papay_sign");
            assertThat(notification.json().at("/resource/associated_data").asText())
                    .isEqualTo("a");
            assertThat(TestCrypto.verifies(notification, sandbox.publicKey())).isTrue();
        }
    }

    @Test
    void notifiesWithoutAssociatedData() throws IOException {
        try (Receiver receiver = Receiver.answering(200, "")) {
            call(
                    "POST",
                    "/notify",
                    json("{'url':'" + receiver.url()
                            + "','eventType':'PAPAY.SIGN','resource':{},'associatedData':null}"));
            assertThat(receiver.received().get(0).json().path("resource").has("associated_data"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(NotificationFault.class)
    void notifiesWithEachFault(NotificationFault fault) throws IOException {
        try (Receiver receiver = Receiver.answering(401, "no")) {
            WireAnswer answer = call(
                    "POST",
                    "/notify",
                    json("{'url':'" + receiver.url() + "','eventType':'PAPAY.SIGN','resource':{},'fault':'"
                            + fault.wireName() + "'}"));

            assertThat(answer.json().path("status").asInt()).isEqualTo(401);
            assertThat(answer.json().path("attempts").asInt())
                    .isEqualTo(fault == NotificationFault.DUPLICATE ? 2 : 1)
                    .isEqualTo(receiver.received().size());
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/notify|{}|resource",
                "/notify|{'resource':{}}|eventType",
                "/notify|{'eventType':'X','resource':{}}|url",
                "/notify|{'url':'http://127.0.0.1/','eventType':'X','resource':'text'}|resource",
                "/notify|{'url':'http://127.0.0.1/','eventType':'','resource':{}}|event type",
                "/notify|{'url':'http://127.0.0.1/','eventType':'PAPAY.SIGN','resource':{},'force':'true'}|force",
                "/notify|{'url':'http://shop.example/','eventType':'X','resource':{}}|--allow-host",
                "/notify|{'url':'http://127.0.0.1/','eventType':'X','resource':{},'fault':'none'}|signtest, stale",
                "/notify|{'url':'http://127.0.0.1/','eventType':'X','resource':{},'signWith':'me'}|publicKey",
                "/notify|{'url':'http://127.0.0.1/','eventType':'X','resource':{},'attempts':'2'}|attempts",
                "/notify|{'url':'http://127.0.0.1/','eventType':'X','resource':{},'more':1}|eventType, fault",
                "/notify|[]|JSON object",
                "/notify|`not json`|JSON object",
                "/fault|{}|fault",
                "/fault|{'fault':'HTTP_500'}|http-429, http-500",
                "/fault|{'fault':'http-500','count':0}|count",
                "/fault|{'fault':'http-500','count':1.5}|count",
                "/fault|{'fault':'http-500','operation':'v3/certificate'}|v3/certificates",
                "/fault|{'fault':'slow','delayMillis':-1}|delay",
                "/fault|{'fault':'http-500','times':2}|count, delayMillis"
            })
    void saysWhatIsWrongWithACall(String path, String body, String message) {
        WireAnswer answer = call("POST", path, json(body));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).contains(message);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void armsEachFault(Fault fault) {
        WireAnswer answer = call("POST", "/fault", json("{'fault':'" + fault.wireName() + "','delayMillis':1}"));

        assertThat(answer.json()).hasToString(json("{'fault':'" + fault.wireName() + "','count':1,'operation':''}"));
        client.get("/v3/certificates");
        assertThat(sandbox.requests())
                .singleElement()
                .satisfies(seen -> assertThat(seen.fault()).contains(fault.wireName()));
    }

    @Test
    void armsAFaultForOneOperation() {
        call("POST", "/fault", json("{'fault':'http-500','count':2,'operation':'v3/global/certificates'}"));

        assertThat(client.get("/v3/certificates").status()).isEqualTo(200);
        assertThat(client.get("/v3/global/certificates").status()).isEqualTo(500);
        assertThat(client.get("/v3/global/certificates").status()).isEqualTo(500);
        assertThat(client.get("/v3/global/certificates").status()).isEqualTo(200);
    }

    @Test
    void listsTheLastRequests() {
        client.get("/v3/certificates");
        RawClient.Request wrong = client.request("GET", "/v3/certificates?").signing("/v3/certificates");
        String timestamp = wrong.authorization().get("timestamp");
        wrong.send();

        JsonNode requests = call("GET", "/requests", "").json().path("requests");

        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).path("verdict").asText()).isEqualTo("OK");
        assertThat(requests.get(0).path("executed").asBoolean()).isTrue();
        assertThat(requests.get(0).has("expectedText")).isFalse();
        assertThat(requests.get(1).path("method").asText()).isEqualTo("GET");
        assertThat(requests.get(1).path("target").asText()).isEqualTo("/v3/certificates?");
        assertThat(requests.get(1).path("status").asInt()).isEqualTo(401);
        assertThat(requests.get(1).path("executed").asBoolean()).isFalse();
        assertThat(requests.get(1).path("verdict").asText()).startsWith("SIGN_ERROR");
        assertThat(requests.get(1).path("expectedText").asText())
                .isEqualTo("GET\n/v3/certificates?\n" + timestamp + "\n593BEC0C930BF1AFEB40B4A08C8FB242\n\n");
    }

    @Test
    void listsTheBusinessNumberOfARequest() {
        client.get("/v3/pay/transactions/out-trade-no/n-1?mchid=" + sandbox.mchid());

        JsonNode request = call("GET", "/requests", "").json().path("requests").path(0);

        assertThat(request.path("executed").asBoolean()).isFalse();
        assertThat(request.path("businessNumber").asText()).isEqualTo("n-1");
    }

    @Test
    void keepsABoundedNumberOfRequests() {
        RequestLog log = new RequestLog(3);
        for (int i = 0; i < 8; i++) {
            log.add(new ReceivedRequest(
                    Instant.EPOCH,
                    Optional.empty(),
                    "GET",
                    "/" + i,
                    "OK",
                    200,
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
        }

        assertThat(log.list()).extracting(ReceivedRequest::target).containsExactly("/5", "/6", "/7");
    }

    @Test
    void rotates() {
        String before = sandbox.platformSerialNumber();
        WireAnswer answer = call("POST", "/rotate", "");

        assertThat(answer.json().path("platformSerialNumber").asText())
                .isNotEqualTo(before)
                .isEqualTo(sandbox.platformSerialNumber());
        assertThat(client.get("/v3/certificates").header("Wechatpay-Serial")).isEqualTo(sandbox.platformSerialNumber());
    }

    @Test
    void forgets() {
        client.get("/v3/certificates");
        call("POST", "/fault", json("{'fault':'http-500','count':9}"));

        assertThat(call("DELETE", "", "").status()).isEqualTo(204);
        assertThat(sandbox.requests()).isEmpty();
        assertThat(sandbox.executions("v3/certificates")).isZero();
        assertThat(client.get("/v3/certificates").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /notify", "POST /requests", "POST /nothing", "GET ", "DELETE /", "PUT /rotate"})
    void knowsNoOtherCall(String call) {
        String[] parts = call.split(" ", 2);
        WireAnswer answer = call(parts[0], parts[1], "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("message").asText()).contains("/_sandbox/notify");
    }
}
