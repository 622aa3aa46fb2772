package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proxies that ask for a user, and proxies that the JVM names. */
class ProducerProxyTest extends RawGatewayTestSupport {

    private static final Map<String, Object> REQUEST = Map.of("service_id", "500001");
    private static final String TARGET = "http://wechat.example";
    private static final List<String> PROPERTIES =
            List.of("http.proxyHost", "http.proxyPort", "https.proxyHost", "https.proxyPort", "http.nonProxyHosts");

    private final Map<String, String> before = new TreeMap<>();

    @AfterEach
    void restoreProperties() {
        PROPERTIES.forEach(System::clearProperty);
        System.getProperties().putAll(before);
    }

    private void system(String name, String value) {
        String old = System.setProperty(name, value);
        if (old != null) {
            before.putIfAbsent(name, old);
        }
    }

    private void proxy(String user, String password) {
        configuration.setProxyHost("127.0.0.1");
        configuration.setProxyPort(gateway.port());
        configuration.setProxyUsername(user);
        configuration.setProxyPassword(password);
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private static RawGatewayAnswer challenge() {
        return RawGatewayAnswer.unsigned(407, "text/html", "<html></html>")
                .and("Proxy-Authenticate", "Basic realm=\"office\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"joe|secret", "joe|a:b", "joe|", "张三|密码"})
    void isToldTheUserWithTheCall(String login) throws Exception {
        String user = login.substring(0, login.indexOf('|'));
        String password = login.substring(login.indexOf('|') + 1);
        proxy(user, password);
        configuration.setBaseUri(TARGET);
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(REQUEST));
        succeed(e -> e.getMessage().setBody(REQUEST));

        assertThat(gateway.requests())
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.header("Proxy-Authorization")).isEqualTo(basic(user + ':' + password)));
    }

    @Test
    void isToldTheUserWithTheTunnel() throws Exception {
        proxy("joe", "secret");
        configuration.setBaseUri("https://wechat.example");
        gateway.otherwise(RawGatewayAnswer.unsigned(502, "text/plain", "no"));
        startCalling(PERMISSIONS);

        assertThat(fail(REQUEST).getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(gateway.requests()).hasSize(1);
        assertThat(gateway.lastRequest().line()).isEqualTo("CONNECT wechat.example:443 HTTP/1.1");
        assertThat(gateway.lastRequest().header("Proxy-Authorization")).isEqualTo(basic("joe:secret"));
        assertThat(gateway.lastRequest().header("Authorization")).isNull();
    }

    @Test
    void theGatewayIsNotToldTheUserOfAProxy() throws Exception {
        configuration.setUseSystemProperties(true);
        configuration.setProxyUsername("joe");
        configuration.setProxyPassword("secret");
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(REQUEST));

        assertThat(gateway.lastRequest().header("Proxy-Authorization")).isNull();
    }

    @Test
    void aTunnelWithoutAUserNamesTheOptions() throws Exception {
        proxy(null, null);
        configuration.setBaseUri("https://wechat.example");
        gateway.otherwise(challenge());
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure)
                .hasMessageStartingWith(
                        "WeChat Pay call not sent: POST /v3/payscore/partner/permissions: the proxy answered 407 and"
                                + " opened no tunnel. Set options proxyUsername and proxyPassword");
    }

    @Test
    void aTunnelWithAWrongUserNamesTheOptionsAndTriesOnce() throws Exception {
        proxy("joe", "wrong-password");
        configuration.setBaseUri("https://wechat.example");
        gateway.otherwise(challenge());
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure)
                .hasMessageContaining("the proxy answered 407 and opened no tunnel. Check options proxyUsername and"
                        + " proxyPassword; the component knows scheme Basic only")
                .hasMessageNotContaining("joe")
                .hasMessageNotContaining("wrong-password");
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void aCallInClearThatTheProxyRejectsNamesTheOptions() throws Exception {
        proxy(null, null);
        configuration.setBaseUri(TARGET);
        gateway.otherwise(challenge());
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.REJECTED);
        assertThat(failure.getStatusCode()).isEqualTo(407);
        assertThat(failure).hasMessageContaining("options proxyUsername and proxyPassword");
        assertThat(gateway.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void ofTheSystemPropertiesIsUsedWhereTheOptionSaysSo(String scheme) throws Exception {
        system(scheme + ".proxyHost", "127.0.0.1");
        system(scheme + ".proxyPort", Integer.toString(gateway.port()));
        configuration.setUseSystemProperties(true);
        configuration.setProxyUsername("joe");
        configuration.setProxyPassword("secret");
        configuration.setBaseUri(scheme + "://wechat.example");
        startCalling(PERMISSIONS);

        call(REQUEST);

        assertThat(gateway.requests()).hasSize(1);
        assertThat(gateway.lastRequest().target())
                .isEqualTo(
                        scheme.equals("http")
                                ? "http://wechat.example/v3/payscore/partner/permissions"
                                : "wechat.example:443");
        assertThat(gateway.lastRequest().header("Proxy-Authorization")).isEqualTo(basic("joe:secret"));
    }

    @Test
    void ofTheSystemPropertiesIsNotUsedForExceptedHosts() throws Exception {
        system("http.proxyHost", "127.0.0.1");
        system("http.proxyPort", "1");
        system("http.nonProxyHosts", "127.*|*.example");
        configuration.setUseSystemProperties(true);
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(REQUEST));
        assertThat(gateway.lastRequest().target()).isEqualTo("/v3/payscore/partner/permissions");
    }

    @Test
    void ofTheOptionsComesBeforeThatOfTheSystemProperties() throws Exception {
        system("http.proxyHost", "127.0.0.1");
        system("http.proxyPort", "1");
        configuration.setUseSystemProperties(true);
        proxy(null, null);
        configuration.setBaseUri(TARGET);
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(REQUEST));
        assertThat(gateway.lastRequest().target()).startsWith(TARGET);
    }

    @Test
    void ofTheSystemPropertiesIsNotUsedByDefaultAndTheLogSaysSo() throws Exception {
        system("http.proxyHost", "127.0.0.1");
        system("http.proxyPort", "1");
        system("http.nonProxyHosts", "none");
        try (NotifyLog log = NotifyLog.of(Level.INFO, "io.github.camelwechatpay")) {
            startCalling(PERMISSIONS);
            succeed(e -> e.getMessage().setBody(REQUEST));

            assertThat(log.lines())
                    .filteredOn(line -> line.contains("proxy"))
                    .singleElement()
                    .asString()
                    .contains("The JVM has proxy properties (http.proxyHost), which calls do not use. Set option"
                            + " useSystemProperties to true to use them");
        }
    }
}
