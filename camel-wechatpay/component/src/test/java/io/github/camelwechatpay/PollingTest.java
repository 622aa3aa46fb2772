package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.fixture.SandboxTestSupport;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications and bills cannot be polled: they would count as handled before anything has been done with them. */
class PollingTest extends SandboxTestSupport {

    private static final String NOTIFICATIONS = "wechatpay:notify/contracts cannot be polled: the notification would be"
            + " acknowledged before its exchange is processed. Use it in from() of a route";
    private static final String BILLS =
            "wechatpay:bill/tradebill cannot be polled: the bill would count as handled before"
                    + " its exchange is processed. Use it in from() of a route, or fetch one bill with"
                    + " to(\"wechatpay:v3/bill/tradebill?responseType=stream\")";

    private static Stream<Arguments> uris() {
        return Stream.of(
                Arguments.of("wechatpay:notify/contracts", NOTIFICATIONS),
                Arguments.of("wechatpay:notify/contracts?eventTypes=PAPAY.SIGN&unmatched=ack", NOTIFICATIONS),
                Arguments.of("wechatpay:bill/tradebill", BILLS),
                Arguments.of("wechatpay:bill/tradebill?delay=500&billDays=1", BILLS),
                Arguments.of("wechatpay:bill/tradebill?split=true&responseType=file", BILLS));
    }

    static Stream<Arguments> templates() {
        List<BiFunction<ConsumerTemplate, String, Object>> ways = List.of(
                ConsumerTemplate::receive,
                (template, uri) -> template.receive(uri, 1),
                ConsumerTemplate::receiveNoWait,
                ConsumerTemplate::receiveBody,
                (template, uri) -> template.receiveBody(uri, 1),
                ConsumerTemplate::receiveBodyNoWait,
                (template, uri) -> template.receiveBody(uri, 1, String.class));
        return uris().flatMap(uri -> ways.stream().map(way -> Arguments.of(way, uri.get()[0], uri.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void isRefusedToAConsumerTemplate(BiFunction<ConsumerTemplate, String, Object> way, String uri, String expected)
            throws Exception {
        context.start();
        try (ConsumerTemplate polling = context.createConsumerTemplate()) {
            assertThatThrownBy(() -> way.apply(polling, uri)).rootCause().hasMessage(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("uris")
    void isRefusedToPollEnrich(String uri, String expected) throws Exception {
        isRefused(expected, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").pollEnrich(uri, 100);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("uris")
    void isRefusedToADynamicPollEnrich(String uri, String expected) throws Exception {
        isRefused(expected, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").pollEnrich().constant(uri).timeout(100);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("uris")
    void isRefusedToPoll(String uri, String expected) throws Exception {
        isRefused(expected, new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").poll(uri, 100);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("uris")
    void isRefusedWhenAPollingConsumerIsCreated(String uri, String expected) {
        assertThatThrownBy(() -> context.getEndpoint(uri).createPollingConsumer())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }

    /** An operation has no consumer at all. */
    @ParameterizedTest
    @ValueSource(strings = {"wechatpay:v3/certificates", "wechatpay:invoke/jsapi"})
    void isNothingThatAnOperationKnows(String uri) {
        assertThatThrownBy(() -> context.getEndpoint(uri).createPollingConsumer())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is an operation: use it in to()");
    }

    @Test
    void doesNotTakeThePathOfTheServer() throws Exception {
        context.start();
        try (ConsumerTemplate polling = context.createConsumerTemplate()) {
            assertThatThrownBy(() -> polling.receiveNoWait("wechatpay:notify/contracts"));
        }
        assertThat(component.dispatchers()).isEmpty();
    }

    private void isRefused(String expected, RouteBuilder routes) throws Exception {
        routes.errorHandler(routes.noErrorHandler());
        assertThatThrownBy(() -> {
                    startWith(routes);
                    Exchange exchange = template.request("direct:call", e -> {});
                    if (exchange.getException() != null) {
                        throw exchange.getException();
                    }
                })
                .rootCause()
                .hasMessage(expected);
    }
}
