package io.github.camelwechatpay.sandbox.internal.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Control calls that a page of another site could make a browser send. */
class ControlGuardTest extends SandboxTestSupport {
    private static final String JSON = "Content-Type: application/json";
    private static final String FAULT = "{\"fault\":\"http-500\"}";

    private static WireAnswer send(WechatpaySandbox to, String line, String body, String... headers) {
        StringBuilder head = new StringBuilder(line + "\r\nConnection: close\r\n");
        List.of(headers)
                .forEach(header -> head.append(header.replace("PORT", Integer.toString(to.port())))
                        .append("\r\n"));
        head.append(body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n");
        return new RawClient(to).send((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
    }

    private static WireAnswer fault(String... headers) {
        return send(sandbox, "POST /_sandbox/fault HTTP/1.1", FAULT, headers);
    }

    private static void assertNotExecuted() {
        assertThat(client.get("/v3/certificates").status()).isEqualTo(200);
    }

    private static void assertRejected(WireAnswer answer, String message) {
        assertThat(answer.status()).describedAs(answer.text()).isEqualTo(403);
        assertThat(answer.json().path("message").asText()).isEqualTo("Control call rejected: " + message);
        assertNotExecuted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:PORT",
                "localhost:PORT",
                "LocalHost:PORT",
                "127.0.0.2:PORT",
                "127.255.255.254:PORT",
                "[::1]:PORT"
            })
    void takesALoopbackHostWithTheSandboxesPort(String host) {
        assertThat(fault("Host: " + host, JSON).status()).isEqualTo(200);
        assertThat(client.get("/v3/certificates").status()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example:PORT",
                "attacker.example",
                "127.0.0.1",
                "localhost",
                "127.0.0.1:1",
                "127.0.0.1.attacker.example:PORT",
                "localhost.attacker.example:PORT",
                "attacker.localhost:PORT",
                "localhost.:PORT",
                "127.0.0.256:PORT",
                "127.1:PORT",
                "2130706433:PORT",
                "0.0.0.0:PORT",
                "192.168.0.1:PORT",
                "[::]:PORT",
                "[::ffff:7f00:1]:PORT",
                "api.mch.weixin.qq.com"
            })
    void rejectsAnotherHost(String host) {
        assertRejected(
                fault("Host: " + host, JSON),
                "Host must be a loopback address with the port of the sandbox. "
                        + "Call the sandbox by its base URI, or allow another host by name (--allow-host, allowHost)");
    }

    /** The server itself answers some of these with 400. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1:PORT0",
                "127.0.0.1:",
                "::1:PORT",
                "user@127.0.0.1:PORT",
                "127.0.0.1:PORT, attacker.example:PORT"
            })
    void rejectsAHostThatIsNone(String host) {
        assertThat(fault("Host: " + host, JSON).status()).isIn(400, 403);
        assertNotExecuted();
    }

    @Test
    void rejectsAMissingHostAndTwoOfThem() {
        assertThat(send(sandbox, "POST /_sandbox/fault HTTP/1.0", FAULT, JSON).status())
                .isEqualTo(403);
        assertThat(fault("Host:", JSON).status()).isIn(400, 403);
        assertThat(fault(JSON).status()).isIn(400, 403);
        assertThat(fault("Host: 127.0.0.1:PORT", "Host: 127.0.0.1:PORT", JSON).status())
                .isIn(400, 403);
        assertThat(fault("Host: 127.0.0.1:PORT", "host: attacker.example", JSON).status())
                .isIn(400, 403);
        assertNotExecuted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://attacker.example", "http://127.0.0.1:PORT"})
    void rejectsATargetThatIsNoPath(String origin) {
        String target = origin.replace("PORT", Integer.toString(sandbox.port())) + "/_sandbox/fault";

        assertThat(send(sandbox, "POST " + target + " HTTP/1.1", FAULT, "Host: 127.0.0.1:PORT", JSON)
                        .status())
                .isEqualTo(400);
        assertNotExecuted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://127.0.0.1:PORT", "origin: HTTP://127.0.0.1:PORT", "Accept: */*"})
    void takesItsOwnOriginOrNone(String header) {
        assertThat(fault("Host: 127.0.0.1:PORT", JSON, header).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://attacker.example",
                "ORIGIN: http://attacker.example",
                "Origin: null",
                "Origin:",
                "Origin: http://127.0.0.1",
                "Origin: http://127.0.0.1:1",
                "Origin: https://127.0.0.1:PORT",
                "Origin: http://localhost:PORT",
                "Origin: http://127.0.0.1:PORT.attacker.example",
                "Origin: http://127.0.0.1:PORT/",
                "Origin: http://127.0.0.1:PORT\r\nOrigin: http://attacker.example"
            })
    void rejectsAForeignOrigin(String header) {
        assertRejected(
                fault("Host: 127.0.0.1:PORT", JSON, header),
                "Origin names another site. Call the sandbox from a program or from its own pages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"same-origin", "none", "Same-Origin"})
    void takesACallOfItsOwnPages(String site) {
        assertThat(fault("Host: 127.0.0.1:PORT", JSON, "Sec-Fetch-Site: " + site)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "Cross-Site", "same-site", "", "none\r\nSec-Fetch-Site: cross-site"})
    void rejectsACallOfAnotherSite(String site) {
        assertRejected(
                fault("Host: 127.0.0.1:PORT", JSON, "sec-fetch-site: " + site),
                "Sec-Fetch-Site names another site. Call the sandbox from a program or from its own pages");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/json;charset=UTF-8",
                "content-type: Application/JSON",
                "Content-Type: application/json; charset=\"utf-8\""
            })
    void takesJson(String header) {
        assertThat(fault("Host: 127.0.0.1:PORT", header).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/plain",
                "Content-Type: text/plain;charset=application/json",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=application/json",
                "Content-Type: application/jsonp",
                "Content-Type: application/json; charset=gbk",
                "Content-Type:",
                "Content-Type: application/json\r\nContent-Type: text/plain",
                "Accept: application/json"
            })
    void rejectsABodyThatIsNotSentAsJson(String header) {
        assertRejected(
                fault("Host: 127.0.0.1:PORT", header),
                "Content-Type is not application/json. Send the body as JSON with that header");
    }

    @ParameterizedTest
    @CsvSource({
        "GET /_sandbox/requests, 200",
        "POST /_sandbox/rotate, 200",
        "DELETE /_sandbox, 204",
        "GET /_sandbox/nothing, 404",
        "OPTIONS /_sandbox/fault, 404"
    })
    void protectsEveryCall(String call, int status) {
        String line = call + " HTTP/1.1";

        assertThat(send(sandbox, line, "", "Host: 127.0.0.1:PORT").status()).isEqualTo(status);
        assertThat(send(sandbox, line, "", "Host: attacker.example").status()).isEqualTo(403);
        assertThat(send(sandbox, line, "", "Host: 127.0.0.1:PORT", "Origin: http://attacker.example")
                        .status())
                .isEqualTo(403);
        assertThat(send(sandbox, line, "", "Host: 127.0.0.1:PORT", "Sec-Fetch-Site: cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(send(sandbox, line, "", "Host: 127.0.0.1:PORT", "Content-Type: text/plain")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void answersNoHeadersThatOpenItToOtherSites() {
        assertThat(fault("Host: 127.0.0.1:PORT", JSON).headers().keySet())
                .noneMatch(name -> name.toLowerCase().startsWith("access-control-"));
    }

    @Test
    void takesAHostThatWasAllowedByName() {
        try (WechatpaySandbox named =
                WechatpaySandbox.builder().allowHost("Sandbox.Example").start()) {
            for (String host : List.of("sandbox.example", "SANDBOX.example:8089", "127.0.0.1:PORT")) {
                assertThat(send(named, "GET /_sandbox/requests HTTP/1.1", "", "Host: " + host)
                                .status())
                        .describedAs(host)
                        .isEqualTo(200);
            }
            assertThat(send(
                                    named,
                                    "GET /_sandbox/requests HTTP/1.1",
                                    "",
                                    "Host: sandbox.example",
                                    "Origin: http://sandbox.example")
                            .status())
                    .isEqualTo(200);
            for (String host : List.of("other.example", "sandbox.example.attacker.example", "a.sandbox.example")) {
                assertThat(send(named, "GET /_sandbox/requests HTTP/1.1", "", "Host: " + host)
                                .status())
                        .describedAs(host)
                        .isEqualTo(403);
            }
        }
    }

    /** Signed calls are protected by their signature, and come under the names of WeChat Pay, too. */
    @Test
    void leavesTheApiAlone() {
        assertThat(client.request("GET", "/v3/certificates")
                        .header("Host", "api.mch.weixin.qq.com")
                        .header("Origin", "https://attacker.example")
                        .send()
                        .status())
                .isEqualTo(200);
    }
}
