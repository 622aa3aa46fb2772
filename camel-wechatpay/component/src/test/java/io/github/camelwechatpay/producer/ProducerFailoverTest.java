package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.fixture.TestOrder;
import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Option {@code backupBaseUri}: what goes to the backup host, and what never does. The backup, and where it answers the
 * main address, is the sandbox, whose ledger says what was executed.
 */
class ProducerFailoverTest extends SandboxTestSupport {

    private static final String ORDERS = "v3/pay/transactions/native";
    private static final String WRITE = "wechatpay:" + ORDERS;
    private static final String QUERY = "wechatpay:v3/certificates";
    private static final String NUMBER = "20261121-0002";

    private RawGateway main;
    private WechatpayConfiguration configuration;

    @BeforeEach
    void haveABackup() throws Exception {
        main = new RawGateway();
        configuration = component.getConfiguration();
        configuration.setBaseUri(main.baseUri());
        // The sandbox by another name, so that it is another host
        configuration.setBackupBaseUri("http://localhost:" + sandbox.port());
    }

    @AfterEach
    void closeGateway() {
        main.close();
    }

    private static Map<String, Object> order() {
        return TestOrder.of(sandbox, NUMBER);
    }

    private Exchange send() {
        return template.request("direct:call", e -> e.getMessage().setBody(order()));
    }

    private void assertAnswered() {
        assertThat(send().getException()).isNull();
    }

    private WechatpayCallException fail() {
        return send().getException(WechatpayCallException.class);
    }

    private static void assertExecuted(int times) {
        assertThat(sandbox.executions(ORDERS, NUMBER)).isEqualTo(times);
    }

    /** Ways in which nothing can be sent to the main address. */
    private enum Unreachable {
        REFUSED {
            @Override
            void set(ProducerFailoverTest test) {
                test.main.close();
            }
        },
        UNKNOWN_HOST {
            @Override
            void set(ProducerFailoverTest test) {
                test.configuration.setBaseUri("http://no-such-host.invalid");
            }
        },
        NO_TLS {
            @Override
            void set(ProducerFailoverTest test) {
                test.configuration.setBaseUri("https://127.0.0.1:" + test.main.port());
                test.configuration.setConnectTimeout(200);
                test.configuration.setResponseTimeout(200);
            }
        },
        REFUSED_BY_THE_PROXY {
            @Override
            void set(ProducerFailoverTest test) throws Exception {
                test.throughProxy();
                test.configuration.setBaseUri("https://no-such-host.invalid");
                test.configuration.setBackupBaseUri("https://api2.mch.weixin.qq.com");
            }
        };

        abstract void set(ProducerFailoverTest test) throws Exception;
    }

    static Stream<Arguments> unreachable() {
        return Stream.of(Unreachable.values())
                .flatMap(how -> Stream.of(arguments(how, WRITE, 1), arguments(how, QUERY, 0)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("unreachable")
    void whatCannotBeSentGoesToTheBackup(Unreachable how, String uri, int orders) throws Exception {
        how.set(this);
        startCalling(uri);

        assertAnswered();

        assertThat(sandbox.requests()).singleElement().satisfies(request -> {
            assertThat(request.verdict()).isEqualTo("OK");
            assertThat(request.executed()).isTrue();
        });
        assertExecuted(orders);
    }

    @Test
    void aHostThatProvesNoNameGetsNothing() throws Exception {
        try (RawGateway untrusted = new RawGateway(WireTlsTest.untrusted())) {
            configuration.setBaseUri("https://127.0.0.1:" + untrusted.port());
            startCalling(WRITE);

            assertAnswered();

            assertThat(untrusted.requests()).isEmpty();
            assertExecuted(1);
        }
    }

    @Test
    void nothingGoesToABackupThatIsNotSet() throws Exception {
        configuration.setBackupBaseUri(null);
        main.close();
        startCalling(WRITE);

        assertThat(fail().getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(sandbox.requests()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DROP_BEFORE", "DROP_AFTER", "TRUNCATED", "SLOW"})
    void aQueryWithoutAnAnswerGoesToTheBackup(Fault fault) throws Exception {
        configuration.setBaseUri(sandbox.baseUri());
        configuration.setResponseTimeout(fault == Fault.SLOW ? 150 : 10_000);
        sandbox.fault(fault, 1, "v3/certificates", Duration.ofMillis(500));
        startCalling(QUERY);

        assertAnswered();

        Awaitility.await()
                .untilAsserted(() -> assertThat(sandbox.requests())
                        .extracting(ReceivedRequest::fault)
                        .containsExactlyInAnyOrder(Optional.of(fault.wireName()), Optional.empty()));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DROP_BEFORE", "DROP_AFTER", "TRUNCATED", "SLOW"})
    void aWriteThatMayHaveArrivedIsNotSentAgain(Fault fault) throws Exception {
        configuration.setBaseUri(sandbox.baseUri());
        configuration.setResponseTimeout(fault == Fault.SLOW ? 150 : 10_000);
        sandbox.fault(fault, 1, ORDERS, Duration.ofMillis(500));
        startCalling(WRITE);

        WechatpayCallException failure = fail();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure.isQueryFirst()).isTrue();
        assertThat(failure).hasMessageNotContaining("backup");
        Awaitility.await().untilAsserted(() -> assertThat(sandbox.requests()).singleElement());
        assertExecuted(fault == Fault.DROP_BEFORE ? 0 : 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DROP_BEFORE", "DROP_AFTER", "TRUNCATED", "SLOW"},
            mode = EnumSource.Mode.EXCLUDE)
    void anAnswerIsNoReasonForTheBackup(Fault fault) throws Exception {
        configuration.setBaseUri(sandbox.baseUri());
        sandbox.fault(fault, 1);
        startCalling(QUERY);

        assertThat(fail().getStatusCode()).isNotZero();
        assertThat(sandbox.requests()).singleElement();
    }

    @Test
    void aWriteWhoseAnswerIsCutOffIsNotSentAgain() throws Exception {
        main.otherwise((request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-".getBytes(StandardCharsets.US_ASCII));
            out.close();
        });
        startCalling(WRITE);

        assertThat(fail().getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(main.requests()).hasSize(1);
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void theBackupGetsTheSameRequestWithASignatureOfItsOwn() throws Exception {
        try (RawGateway backup = new RawGateway()) {
            main.otherwise((request, out) -> out.close());
            configuration.setBackupBaseUri(backup.baseUri());
            configuration.setGatewayPath("/wechat");
            startCalling(QUERY + "?query.algorithm_type=RSA");

            send();

            RawGatewayRequest first = main.lastRequest();
            RawGatewayRequest second = backup.lastRequest();
            assertThat(second.line())
                    .isEqualTo(first.line())
                    .isEqualTo("GET /wechat/v3/certificates?algorithm_type=RSA HTTP/1.1");
            assertThat(second.header("Host")).isEqualTo("127.0.0.1:" + backup.port());
            assertThat(second.header("Wechatpay-Serial")).isEqualTo(first.header("Wechatpay-Serial"));
            assertThat(second.authorization("nonce_str")).isNotEqualTo(first.authorization("nonce_str"));
            assertThat(second.authorization("signature")).isNotEqualTo(first.authorization("signature"));
        }
    }

    @Test
    void theBackupKeepsThePathOfTheBaseUriOrHasItsOwn() throws Exception {
        try (RawGateway backup = new RawGateway()) {
            main.otherwise((request, out) -> out.close());
            configuration.setBaseUri(main.baseUri() + "/hk");
            configuration.setBackupBaseUri(backup.baseUri());
            startCalling(QUERY);
            send();
            template.send(QUERY + "?backupBaseUri=" + backup.baseUri() + "/other/hk/", e -> {});

            assertThat(main.lastRequest().target()).isEqualTo("/hk/v3/certificates");
            assertThat(backup.requests())
                    .extracting(RawGatewayRequest::target)
                    .containsExactly("/hk/v3/certificates", "/other/hk/v3/certificates");
        }
    }

    @Test
    void theSignatureCoversThePathOfTheBackup() throws Exception {
        throughProxy();
        configuration.setBaseUri("https://no-such-host.invalid/old/");
        configuration.setBackupBaseUri("https://api2.wechatpay.cn/hk/");
        startCalling("wechatpay:v3/statements?validation=off");

        send();

        assertThat(sandbox.requests()).singleElement().satisfies(request -> {
            assertThat(request.host()).contains("api2.wechatpay.cn");
            assertThat(request.target()).startsWith("/hk/v3/statements");
            assertThat(request.expectedText()).isEmpty();
        });
    }

    @Test
    void bothFailuresAreTold() throws Exception {
        main.close();
        try (RawGateway backup = new RawGateway()) {
            backup.otherwise((request, out) -> out.close());
            configuration.setBackupBaseUri(backup.baseUri());
            startCalling(WRITE);

            WechatpayCallException failure = fail();

            assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.isQueryFirst()).isTrue();
            assertThat(failure)
                    .message()
                    .matches(
                            "WeChat Pay call outcome unknown: POST /v3/pay/transactions/native: .*Connection refused.*; then to the"
                                    + " backup host 127\\.0\\.0\\.1: sent, no response \\(connection closed\\).*");
            assertThat(failure.getSuppressed()).singleElement().isInstanceOf(ConnectException.class);
            assertThat(backup.requests()).hasSize(1);
        }
    }

    @Test
    void nothingIsSentWhenNeitherHostCanBeReached() throws Exception {
        main.close();
        configuration.setBackupBaseUri("http://no-such-host.invalid");
        startCalling(WRITE);

        WechatpayCallException failure = fail();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure)
                .hasMessageContaining("Connection refused")
                .hasMessageContaining("; then to the backup host no-such-host.invalid: ");
    }

    @Test
    void aQueryThatMayHaveArrivedStaysUnknownWhenTheBackupCannotBeReached() throws Exception {
        main.otherwise((request, out) -> out.close());
        configuration.setBackupBaseUri("http://no-such-host.invalid");
        startCalling(QUERY);

        WechatpayCallException failure = fail();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure.isRetryable()).isTrue();
    }

    @Test
    void anErrorOfTheBackupIsTheAnswer() throws Exception {
        main.close();
        sandbox.fault(Fault.HTTP_429, 1);
        startCalling(WRITE);

        WechatpayCallException failure = fail();

        assertThat(failure.getOutcome()).isEqualTo(Outcome.REJECTED);
        assertThat(failure.getStatusCode()).isEqualTo(429);
        assertExecuted(0);
    }

    @Test
    void aHostThatIsSilentLeavesAQueryHalfOfCallTimeout() throws Exception {
        main.otherwise(main.silence());
        configuration.setCallTimeout(2_000);
        startCalling(QUERY);

        assertAnswered();

        assertThat(main.requests()).hasSize(1);
        assertThat(sandbox.executions("v3/certificates")).isEqualTo(1);
    }

    @Test
    void withoutABaseUriTheMainlandHasTheBackup() throws Exception {
        throughProxy();
        configuration.setBackupBaseUri("https://api2.mch.weixin.qq.com");
        sandbox.fault(Fault.DROP_BEFORE, 1);
        startCalling(QUERY);

        assertAnswered();

        assertThat(sandbox.requests())
                .extracting(request -> request.host().orElseThrow())
                .containsExactly("api.mch.weixin.qq.com", "api2.mch.weixin.qq.com");
    }

    @Test
    void withoutABaseUriOtherRegionsHaveNone() throws Exception {
        throughProxy();
        configuration.setBackupBaseUri("https://api2.mch.weixin.qq.com");
        sandbox.fault(Fault.DROP_BEFORE, 1);
        startCalling("wechatpay:v3/global/certificates");

        assertThat(fail().getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(sandbox.requests())
                .extracting(request -> request.host().orElseThrow())
                .containsExactly("apihk.mch.weixin.qq.com");
    }

    @Test
    void platformCertificatesAreDownloadedFromTheBackup() throws Exception {
        configuration.setPublicKey(null);
        configuration.setPublicKeyId(null);
        main.close();
        startCalling(WRITE);

        assertAnswered();

        assertThat(sandbox.executions("v3/certificates")).isEqualTo(1);
        assertExecuted(1);
    }

    @Test
    void aWarningSaysOnceThatTheBackupIsInUse() throws Exception {
        main.close();
        startCalling(WRITE);

        try (NotifyLog log = NotifyLog.of(Level.INFO, "io.github.camelwechatpay.call.Failover")) {
            send();
            send();

            assertThat(log.lines()).singleElement().asString().contains("backup host localhost", "Connection refused");
        }
    }
}
