package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OptionRangesTest {

    @Test
    void acceptsTheDefaults() {
        assertThatCode(() -> OptionRanges.check(new WechatpayConfiguration())).doesNotThrowAnyException();
    }

    @Test
    void acceptsOtherGoodValues() {
        WechatpayConfiguration options = new WechatpayConfiguration();
        options.setConnectTimeout(1);
        options.setEncryption("off");
        options.setSendBody("always");
        options.setUnmatched("ack");
        options.setRegion("HK");
        options.setBaseUri("http://localhost:8080/hk");
        options.setBackupBaseUri("http://localhost:8081");
        options.setGatewayPath("/a/b/");
        options.setProxyHost("proxy");
        options.setProxyPort(3128);
        options.setProxyUsername("joe");
        options.setProxyPassword("");

        assertThatCode(() -> OptionRanges.check(options)).doesNotThrowAnyException();
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                row("connectTimeout", "0", o -> o.setConnectTimeout(0)),
                row("responseTimeout", "negative", o -> o.setResponseTimeout(-1)),
                row("callTimeout", "0", o -> o.setCallTimeout(0)),
                row("downloadTimeout", "0", o -> o.setDownloadTimeout(0)),
                row("spoolThreshold", "0", o -> o.setSpoolThreshold(0)),
                row("maxFileSize", "0", o -> o.setMaxFileSize(0)),
                row("replyTimeout", "0", o -> o.setReplyTimeout(0)),
                row("maxClockSkew", "0", o -> o.setMaxClockSkew(0)),
                row("maxInFlight", "0", o -> o.setMaxInFlight(0)),
                row("maxConnections", "negative", o -> o.setMaxConnections(-5)),
                row("maxBodySize", "0", o -> o.setMaxBodySize(0)),
                row("encryption", "unknown", o -> o.setEncryption("on")),
                row("encryption", "null", o -> o.setEncryption(null)),
                row("sendBody", "unknown", o -> o.setSendBody("never")),
                row("unmatched", "unknown", o -> o.setUnmatched("ignore")),
                row("region", "unknown", o -> o.setRegion("uk")),
                row("baseUri", "no scheme", o -> o.setBaseUri("localhost")),
                row("backupBaseUri", "no scheme", o -> o.setBackupBaseUri("localhost")),
                row("baseUri", "port", o -> o.setBaseUri("http://127.0.0.1:99999")),
                row("backupBaseUri", "port", o -> o.setBackupBaseUri("http://127.0.0.1:65536/")),
                row("backupBaseUri", "query", o -> o.setBackupBaseUri("https://localhost/?a")),
                row("gatewayPath", "no slash", o -> o.setGatewayPath("a")),
                row("gatewayPath", "two trailing slashes", o -> o.setGatewayPath("/a//")),
                row("gatewayPath", "empty segment", o -> o.setGatewayPath("/a//b")),
                row("gatewayPath", "blank", o -> o.setGatewayPath("/a /")),
                row("gatewayPath", "slash", o -> o.setGatewayPath("/")),
                row("gatewayPath", "query", o -> o.setGatewayPath("/a?b")),
                row("gatewayPath", "encoded", o -> o.setGatewayPath("/a%2Fb")),
                row("gatewayPath", "dot segments", o -> o.setGatewayPath("/a/../b")),
                row("gatewayPath", "line break", o -> o.setGatewayPath("/a\r\nHost: x")),
                row("proxyPort", "missing", o -> o.setProxyHost("proxy")),
                row("proxyHost", "missing", o -> o.setProxyPort(3128)),
                row("proxyUsername", "missing", o -> o.setProxyPassword("secret")),
                row("proxyPassword", "missing", o -> o.setProxyUsername("joe")),
                row("proxyHost", "no proxy", o -> user(o, "joe")),
                row("proxyUsername", "empty", o -> proxy(o, 3128, "")),
                row("proxyUsername", "colon", o -> proxy(o, 3128, "joe:secret")),
                row("proxyPort", "too large", o -> proxy(o, 65_536)),
                row("proxyPort", "0", o -> proxy(o, 0)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("bad")
    void refusesOtherValuesNamingTheOption(String option, String what, Consumer<WechatpayConfiguration> change) {
        WechatpayConfiguration options = new WechatpayConfiguration();
        change.accept(options);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionRanges.check(options))
                .withMessageContaining(option);
    }

    private static void proxy(WechatpayConfiguration options, int port) {
        options.setProxyHost("proxy");
        options.setProxyPort(port);
    }

    private static void proxy(WechatpayConfiguration options, int port, String user) {
        proxy(options, port);
        user(options, user);
    }

    private static void user(WechatpayConfiguration options, String user) {
        options.setProxyUsername(user);
        options.setProxyPassword("secret");
    }

    private static Arguments row(String option, String what, Consumer<WechatpayConfiguration> change) {
        return arguments(option, what, change);
    }
}
