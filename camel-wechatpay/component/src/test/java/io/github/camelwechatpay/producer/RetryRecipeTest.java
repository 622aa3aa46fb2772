package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The recipe of the page on errors, word by word: whatever fails, an order is charged once, and its state is known. */
class RetryRecipeTest extends SandboxTestSupport {

    private static final String CHARGE = "v3/pay/transactions/codepay";
    private static final String ORDER = "v3/pay/transactions/out-trade-no/{out_trade_no}";
    private static final String NUMBER = "20261121-0003";
    private static final Duration LATE = Duration.ofMillis(600);

    private static final class Charging extends RouteBuilder {
        @Override
        public void configure() {
            onException(WechatpayCallException.class)
                    .retryWhile(simple("${exception.retryable} && ${header.CamelRedeliveryCounter} <= 3"
                            + " || ${exception.queryFirst} && ${header.CamelRedeliveryCounter} <= 3"))
                    .redeliveryDelay(200)
                    .useExponentialBackOff()
                    .backOffMultiplier(2);

            // Body: the order, header out_trade_no: its number
            from("direct:charge").to("direct:attempt");

            from("direct:attempt")
                    .errorHandler(noErrorHandler())
                    .choice()
                    .when(header(Exchange.REDELIVERED).isEqualTo(true))
                    .to("direct:ask")
                    .otherwise()
                    .to("wechatpay:v3/pay/transactions/codepay");

            // An earlier attempt may have worked: then its order is the answer
            from("direct:ask")
                    .errorHandler(noErrorHandler())
                    .doTry()
                    .to("wechatpay:v3/pay/transactions/out-trade-no/{out_trade_no}")
                    .doCatch(WechatpayCallException.class)
                    .onWhen(simple("${exception.code} startsWith 'ORDER_NOT_EXIST'"))
                    .to("wechatpay:v3/pay/transactions/codepay");
        }
    }

    @BeforeEach
    void startCharging() throws Exception {
        component.getConfiguration().setResponseTimeout(300);
        startWith(new Charging());
    }

    private static Map<String, Object> order() {
        return Map.of(
                "appid", "wx47c677487ce3ac47",
                "mchid", sandbox.mchid(),
                "description", "tea",
                "out_trade_no", NUMBER,
                "payer", Map.of("auth_code", "130061098828009406"),
                "amount", Map.of("total", 5),
                "scene_info", Map.of("store_info", Map.of("id", "0001")));
    }

    private Exchange charge(Map<String, Object> order) {
        return template.request("direct:charge", e -> {
            e.getMessage().setBody(order);
            e.getMessage().setHeader("out_trade_no", NUMBER);
        });
    }

    private void assertChargedOnce() {
        Exchange exchange = charge(order());

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Map.class))
                .containsEntry("out_trade_no", NUMBER)
                .containsEntry("trade_state", "SUCCESS");
        assertThat(sandbox.executions(CHARGE, NUMBER)).isEqualTo(1);
        // A second charge would be refused, but must not even be tried
        Awaitility.await()
                .untilAsserted(() -> assertThat(charges())
                        .extracting(ReceivedRequest::verdict)
                        .containsOnly("OK"));
    }

    private static List<ReceivedRequest> charges() {
        return sandbox.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }

    @Test
    void chargesWithOneRequestWhenNothingFails() {
        assertChargedOnce();

        assertThat(sandbox.requests()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void chargesOnceWhateverFails(Fault fault) {
        sandbox.fault(fault, 1, CHARGE, LATE);

        assertChargedOnce();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void chargesOnceWhenItFailsTwice(Fault fault) {
        sandbox.fault(fault, 2, CHARGE, LATE);

        assertChargedOnce();
    }

    @ParameterizedTest
    @CsvSource({
        "DROP_BEFORE, HTTP_429",
        "DROP_BEFORE, HTTP_502_HTML",
        "DROP_BEFORE, SLOW",
        "DROP_BEFORE, BAD_SIGNATURE",
        "DROP_AFTER,  HTTP_429",
        "DROP_AFTER,  HTTP_500",
        "DROP_AFTER,  DROP_AFTER",
        "DROP_AFTER,  NO_SIGNATURE",
        "SLOW,        TRUNCATED"
    })
    void chargesOnceWhenTheQuestionFailsToo(Fault charge, Fault question) {
        sandbox.fault(charge, 1, CHARGE, LATE);
        sandbox.fault(question, 1, ORDER, LATE);

        assertChargedOnce();
    }

    @Test
    void doesNotRepeatWhatIsRejected() {
        Exchange exchange = charge(Map.of("appid", "wx47c677487ce3ac47"));

        assertThat(exchange.getException(WechatpayCallException.class).getOutcome())
                .isEqualTo(Outcome.REJECTED);
        assertThat(sandbox.requests()).hasSize(1);
    }

    @Test
    void doesNotRepeatWhatIsRejectedAfterAnUnknownOutcome() throws Exception {
        try (RawGateway gateway = new RawGateway()) {
            gateway.then(
                    (request, out) -> out.close(),
                    RawGatewayAnswer.unsigned(404, "application/json", "{\"code\":\"ORDER_NOT_EXIST\"}"),
                    RawGatewayAnswer.unsigned(400, "application/json", "{\"code\":\"AUTH_CODE_INVALID\"}"));
            restartWith(gateway.baseUri());

            Exchange exchange = charge(order());

            assertThat(exchange.getException(WechatpayCallException.class).getCode())
                    .isEqualTo("AUTH_CODE_INVALID");
            assertThat(gateway.requests()).extracting(RawGatewayRequest::method).containsExactly("POST", "GET", "POST");
            assertThat(gateway.requests().get(2).body())
                    .isEqualTo(gateway.requests().get(0).body());
        }
    }

    @Test
    void doesNotChargeAgainWhenTheQuestionIsRejectedOtherwise() throws Exception {
        try (RawGateway gateway = new RawGateway()) {
            gateway.then((request, out) -> out.close())
                    .otherwise(
                            RawGatewayAnswer.unsigned(404, "application/json", "{\"code\":\"RESOURCE_NOT_EXISTS\"}"));
            restartWith(gateway.baseUri());

            assertThat(charge(order())
                            .getException(WechatpayCallException.class)
                            .getCode())
                    .isEqualTo("RESOURCE_NOT_EXISTS");
            assertThat(gateway.requests())
                    .extracting(RawGatewayRequest::method)
                    .containsExactly("POST", "GET", "GET", "GET");
        }
    }

    @Test
    void givesUpAfterThreeRepetitions() throws Exception {
        try (RawGateway gateway = new RawGateway()) {
            gateway.otherwise((request, out) -> out.close());
            restartWith(gateway.baseUri());

            assertThat(charge(order())
                            .getException(WechatpayCallException.class)
                            .getOutcome())
                    .isEqualTo(Outcome.UNKNOWN);
            assertThat(gateway.requests()).hasSize(4);
        }
    }

    private void restartWith(String baseUri) throws Exception {
        context.stop();
        createContext();
        component.getConfiguration().setBaseUri(baseUri);
        startCharging();
    }

    @Test
    void mayWaitAsLongAsTheAnswerAsks() throws Exception {
        context.stop();
        createContext();
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                onException(WechatpayCallException.class)
                        .onExceptionOccurred(e -> {
                            var failure = e.getProperty(Exchange.EXCEPTION_CAUGHT, WechatpayCallException.class);
                            Duration wait = failure.getRetryAfter();
                            boolean bearable = wait != null && wait.toSeconds() <= 10;
                            e.getMessage().setHeader(Exchange.REDELIVERY_DELAY, bearable ? wait.toMillis() : null);
                        })
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0);
                from("direct:charge").to("wechatpay:" + CHARGE);
            }
        });
        sandbox.fault(Fault.HTTP_429, 1);
        long begin = System.nanoTime();

        assertChargedOnce();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void isWhatThePageSays() throws Exception {
        String page = Files.readString(Path.of("../../src/site/markdown/errors.md"));
        String source =
                Files.readString(Path.of("src/test/java/io/github/camelwechatpay/producer/RetryRecipeTest.java"));

        assertThat(Pattern.compile("```java(.*?)```", Pattern.DOTALL)
                        .matcher(page)
                        .results())
                .hasSize(2)
                .allSatisfy(block -> assertThat(squeezed(source)).contains(squeezed(block.group(1))));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }
}
