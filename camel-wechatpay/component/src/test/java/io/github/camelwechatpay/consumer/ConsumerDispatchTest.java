package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which consumer of a path gets a notification. */
class ConsumerDispatchTest extends NotifyTestSupport {

    private static final String UNKNOWN = "INVENTED.TODAY";

    @Test
    void givesEachEventToTheConsumerThatNamesIt() throws Exception {
        startAll(CONSUMER + "?eventTypes=PAPAY.SIGN", CONSUMER + "?eventTypes= PAPAY.TERMINATE , TRANSACTION.SUCCESS");

        assertThat(deliver(event("PAPAY.SIGN")).status()).isEqualTo(200);
        assertThat(deliver(event("PAPAY.TERMINATE")).status()).isEqualTo(200);
        assertThat(deliver(event("TRANSACTION.SUCCESS")).status()).isEqualTo(200);

        assertThat(mock("0").getExchanges()).hasSize(1);
        assertThat(mock("1").getExchanges()).hasSize(2);
    }

    @Test
    void givesTheRestToTheConsumerWithoutEventTypes() throws Exception {
        startAll(CONSUMER, CONSUMER + "?eventTypes=PAPAY.SIGN");

        deliver(event("PAPAY.SIGN"));
        deliver(event("MEMBERCARD.ACTIVATE_CARD"));
        Delivery unknown = deliver(event(UNKNOWN));

        assertThat(unknown.status()).isEqualTo(200);
        assertThat(mock("0").getExchanges())
                .extracting(e -> e.getMessage().getHeader(WechatpayConstants.EVENT_TYPE))
                .containsExactly("MEMBERCARD.ACTIVATE_CARD", UNKNOWN);
        assertThat(mock("1").getExchanges()).hasSize(1);
    }

    @Test
    void givesUnknownEventTypesToTheConsumerThatNamesThem() throws Exception {
        startAll(CONSUMER + "?eventTypes=" + UNKNOWN);

        assertThat(deliver(event(UNKNOWN)).status()).isEqualTo(200);
        assertThat(mock("0").getExchanges()).hasSize(1);
    }

    @Test
    void refusesAnEventThatNobodyWantsWithOneWarning() throws Exception {
        startAll(CONSUMER + "?eventTypes=PAPAY.SIGN");
        try (NotifyLog log = NotifyLog.of(Level.DEBUG, "io.github.camelwechatpay")) {
            Delivery first = deliver(event("PAPAY.TERMINATE"));
            Delivery second = deliver(event("PAPAY.TERMINATE"));

            assertThat(first.status()).isEqualTo(500);
            assertThat(first.body()).contains("FAIL");
            assertThat(second.status()).isEqualTo(500);
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("PAPAY.TERMINATE", "eventTypes", "unmatched=ack");
        }
        assertThat(mock("0").getExchanges()).isEmpty();
    }

    @Test
    void acknowledgesAnEventThatNobodyWantsWhereToldSo() throws Exception {
        startAll(CONSUMER + "?eventTypes=PAPAY.SIGN&unmatched=ack");

        Delivery delivery = deliver(event("PAPAY.TERMINATE"));

        assertThat(delivery.status()).isEqualTo(200);
        assertThat(delivery.body()).contains("SUCCESS");
        assertThat(mock("0").getExchanges()).isEmpty();
    }

    @Test
    void refusesAForgeryBeforeItsEventTypeCounts() throws Exception {
        startAll(CONSUMER + "?eventTypes=PAPAY.SIGN&unmatched=ack");

        Delivery delivery = deliver(
                event("PAPAY.TERMINATE").fault(io.github.camelwechatpay.sandbox.NotificationFault.TAMPERED_BODY));

        assertThat(delivery.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&unmatched=ack"})
    void keepsTheEventsOfAConsumerThatIsNotStarted(String unmatched) throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + "?eventTypes=PAPAY.SIGN" + unmatched)
                        .routeId("signed")
                        .to("mock:signed");
                from(CONSUMER + "?bodyType=text" + unmatched).routeId("rest").to("mock:rest");
            }
        });
        context.getRouteController().stopRoute("signed");

        assertThat(deliver(contract()).status()).isEqualTo(503);
        assertThat(mock("rest").getExchanges()).isEmpty();

        context.getRouteController().startRoute("signed");
        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(mock("signed").getExchanges()).hasSize(1);

        context.getRouteController().stopRoute("signed");
        context.removeRoute("signed");
        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(mock("rest").getExchanges()).hasSize(1);
    }

    /** How a route comes not to run while another one of its path does. */
    private enum Idle {
        NEVER_STARTED(false) {
            @Override
            void make(CamelContext context, RouteBuilder route) {}
        },
        ADDED_LATER(true) {
            @Override
            void make(CamelContext context, RouteBuilder route) throws Exception {
                context.addRoutes(route);
            }
        },
        STOPPED(false) {
            @Override
            void make(CamelContext context, RouteBuilder route) throws Exception {
                context.getRouteController().startRoute(IDLE);
                context.getRouteController().stopRoute(IDLE);
            }
        },
        SUSPENDED(false) {
            @Override
            void make(CamelContext context, RouteBuilder route) throws Exception {
                context.getRouteController().startRoute(IDLE);
                context.getRouteController().suspendRoute(IDLE);
            }
        },
        REPLACED(false) {
            @Override
            void make(CamelContext context, RouteBuilder route) throws Exception {
                context.getRouteController().startRoute(IDLE);
                context.addRoutes(route);
            }
        };

        private final boolean addedLater;

        Idle(boolean addedLater) {
            this.addedLater = addedLater;
        }

        abstract void make(CamelContext context, RouteBuilder route) throws Exception;
    }

    private static final String IDLE = "idle";

    static Stream<Arguments> idleRoutes() {
        return Stream.of(Idle.values())
                .flatMap(idle -> Stream.of("", "&unmatched=ack")
                        .flatMap(unmatched -> Stream.of("?eventTypes=PAPAY.TERMINATE", "?bodyType=text")
                                .map(wanted -> Arguments.of(idle, unmatched, wanted))));
    }

    @ParameterizedTest
    @MethodSource("idleRoutes")
    void keepsTheEventsOfARouteThatDoesNotRun(Idle idle, String unmatched, String wanted) throws Exception {
        RouteBuilder idleRoute = new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + wanted + unmatched)
                        .routeId(IDLE)
                        .autoStartup(false)
                        .to("mock:idle");
            }
        };
        startServer();
        if (!idle.addedLater) {
            context.addRoutes(idleRoute);
        }
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + "?eventTypes=PAPAY.SIGN" + unmatched).to("mock:running");
            }
        });
        idle.make(context, idleRoute);

        assertThat(deliver(event("PAPAY.TERMINATE")).status()).isEqualTo(503);
        assertThat(deliver(contract()).status()).isEqualTo(200);
        assertThat(mock("idle").getExchanges()).isEmpty();

        resume(IDLE);
        assertThat(deliver(event("PAPAY.TERMINATE")).status()).isEqualTo(200);
        assertThat(mock("idle").getExchanges()).hasSize(1);
        assertThat(mock("running").getExchanges()).hasSize(1);
    }

    private void resume(String route) throws Exception {
        if (context.getRouteController().getRouteStatus(route).isSuspended()) {
            context.getRouteController().resumeRoute(route);
        } else {
            context.getRouteController().startRoute(route);
        }
    }

    @ParameterizedTest
    @CsvSource({"'',500", "&unmatched=ack,200"})
    void keepsNoEventsForARouteThatWasRemovedBeforeItEverStarted(String unmatched, int status) throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + "?eventTypes=PAPAY.SIGN" + unmatched).to("mock:running");
                from(CONSUMER + "?eventTypes=PAPAY.TERMINATE" + unmatched)
                        .routeId(IDLE)
                        .autoStartup(false)
                        .to("mock:idle");
            }
        });
        assertThat(deliver(event("PAPAY.TERMINATE")).status()).isEqualTo(503);

        context.removeRoute(IDLE);

        assertThat(deliver(event("PAPAY.TERMINATE")).status()).isEqualTo(status);
    }

    @Test
    void saysThatTheRouteOfAnEventIsNotStarted() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + "?eventTypes=PAPAY.SIGN").to("mock:running");
                from(CONSUMER + "?eventTypes=PAPAY.TERMINATE")
                        .autoStartup(false)
                        .to("mock:idle");
            }
        });
        try (NotifyLog log = NotifyLog.of(Level.INFO, "io.github.camelwechatpay")) {
            deliver(event("PAPAY.TERMINATE"));

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("(PAPAY.TERMINATE) not handled: the route of its consumer is not started. Start or remove"
                            + " that route. WeChat Pay is told to send the notification again");
        }
    }

    @Test
    void givesEachPathItsOwnConsumers() throws Exception {
        startAll("wechatpay:notify/one", "wechatpay:notify/two?httpPath=/elsewhere/2");

        assertThat(sandbox.notify("http://127.0.0.1:" + port() + "/notify/one", event("PAPAY.SIGN"))
                        .status())
                .isEqualTo(200);
        assertThat(sandbox.notify("http://127.0.0.1:" + port() + "/elsewhere/2", event("PAPAY.SIGN"))
                        .status())
                .isEqualTo(200);
        assertThat(sandbox.notify("http://127.0.0.1:" + port() + "/notify/two", event("PAPAY.SIGN"))
                        .status())
                .isEqualTo(404);
        assertThat(mock("0").getExchanges()).hasSize(1);
        assertThat(mock("1").getExchanges()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            same type             | ?eventTypes=PAPAY.SIGN                   | ?eventTypes=PAPAY.TERMINATE,PAPAY.SIGN           | PAPAY.SIGN
            both without          | ""                                       | ?bodyType=text                                   | eventTypes
            other body limit      | ?eventTypes=PAPAY.SIGN                   | ?eventTypes=PAPAY.TERMINATE&maxBodySize=1000     | maxBodySize
            other reply time-out  | ?eventTypes=PAPAY.SIGN                   | ?eventTypes=PAPAY.TERMINATE&replyTimeout=1000    | replyTimeout
            other unmatched       | ?eventTypes=PAPAY.SIGN&unmatched=ack     | ?eventTypes=PAPAY.TERMINATE                      | unmatched
            other merchant        | ?eventTypes=PAPAY.SIGN                   | ?eventTypes=PAPAY.TERMINATE&mchid=1900000001     | keys
            """)
    void failsAtStartWhereConsumersOfAPathDoNotAgree(String name, String first, String second, String expected) {
        assertThatThrownBy(() -> startAll(CONSUMER + first, CONSUMER + second))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expected)
                .hasMessageContaining(PATH);
    }

    @Test
    void warnsAtStartOfAnEventTypeThatTheCatalogDoesNotKnow() throws Exception {
        try (NotifyLog log = NotifyLog.of(Level.INFO, "io.github.camelwechatpay")) {
            startAll(CONSUMER + "?eventTypes=PAPAY.SING,TRANSACTION.SUCCESS");

            assertThat(log.warnings()).singleElement().asString().contains("PAPAY.SING", "PAPAY.SIGN");
        }
    }

    private static SandboxNotification event(String type) {
        return SandboxNotification.of(type, Map.of("id", "1")).force(true);
    }

    /** Routes to mock:0, mock:1 and so on. */
    private void startAll(String... uris) throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < uris.length; i++) {
                    from(uris[i]).to("mock:" + i);
                }
            }
        });
    }
}
