package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.NotificationAnswerSigner;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Notifications that are questions, whose answer is what the route leaves. */
class ConsumerAnswerTest extends NotifyTestSupport {

    private static final String FEE = "PARKING_FEE.QUERY_TRANS_INFO";
    private static final String RETENTION = "ENTRUST.TERMINATE_RETENTION";
    private static final String CROSS_BORDER = "CROSS_BORDER_PAY.GET_MCH_INFO";
    private static final String ANSWERING = CONSUMER + "?answer=body&eventTypes=";
    private static final Map<String, Object> QUESTION = Map.of("plate_number", "粤B888888");

    private final AtomicInteger runs = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    private void startAnswering(String uri, Object answer) throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).process(exchange -> {
                    runs.incrementAndGet();
                    exchange.getMessage().setHeader("X-Own", "not sent");
                    exchange.getMessage().setBody(answer);
                });
            }
        });
    }

    public record Fee(String code, int fee) {}

    static Stream<Arguments> answers() {
        String json = "{\"code\":\"SUCCESS\",\"fee\":100}";
        return Stream.of(
                Arguments.of("text", json, json),
                Arguments.of("bytes", json.getBytes(), json),
                Arguments.of("bean", new Fee("SUCCESS", 100), json),
                Arguments.of("map", new java.util.TreeMap<>(Map.of("code", "SUCCESS", "fee", 100)), json),
                Arguments.of("nothing", null, "{\"code\":\"SUCCESS\",\"message\":\"成功\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void answersWithWhatTheRouteLeaves(String name, Object answer, String expected) throws Exception {
        startAnswering(ANSWERING + FEE, answer);

        Delivery delivery = deliver(SandboxNotification.of(FEE, QUESTION));

        assertThat(delivery.status()).isEqualTo(200);
        assertThat(delivery.body()).isEqualTo(expected);
    }

    @Test
    void answersAQuestionThatIsRepeatedEachTime() throws Exception {
        startAnswering(ANSWERING + FEE, "{\"code\":\"SUCCESS\"}");
        SignedNotification question = sandbox.signedNotification(SandboxNotification.of(FEE, QUESTION));

        for (int i = 0; i < 2; i++) {
            NotifyClient.Reply reply = client().post(question);
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("{\"code\":\"SUCCESS\"}");
            assertThat(reply.head().toString()).doesNotContain("X-Own");
        }
        assertThat(runs).hasValue(2);
    }

    @Test
    void answersAnErrorWhenTheRouteFailsOrLeavesNoJson() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(ANSWERING + FEE).process(exchange -> {
                    if (runs.incrementAndGet() == 1) {
                        throw new IllegalStateException("no such car");
                    }
                    exchange.getMessage().setBody(42);
                });
            }
        });

        for (int i = 0; i < 2; i++) {
            Delivery delivery = deliver(SandboxNotification.of(FEE, QUESTION));
            assertThat(delivery.status()).isEqualTo(500);
            assertThat(delivery.body()).isEqualTo("{\"code\":\"FAIL\",\"message\":\"失败\"}");
        }
    }

    @Test
    void answersAnErrorBeforeTheDeadlineOfTheEventIsOver() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + "?answer=body&replyTimeout=60000")
                        .process(e -> release.await(20, TimeUnit.SECONDS))
                        .setBody(constant("{\"retention_type\":\"NONE\"}"));
            }
        });

        // One second is documented. Without it the route would come to its end, and this to a success
        assertThat(deliver(SandboxNotification.of(RETENTION, QUESTION)).status())
                .isEqualTo(500);
        assertThat(release.getCount()).isOne();
        release.countDown();
    }

    @Test
    void addsTheHeadersOfTheSigner() throws Exception {
        context.getRegistry().bind("institution", (NotificationAnswerSigner)
                (eventType, answer) -> Map.of("Authorization", "signed " + eventType + " " + answer.length));
        startAnswering(ANSWERING + CROSS_BORDER + "&answerSigner=#institution", "{\"code\":\"SUCCESS\"}");

        NotifyClient.Reply reply =
                client().post(sandbox.signedNotification(SandboxNotification.of(CROSS_BORDER, QUESTION)));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.head().toString()).contains("signed " + CROSS_BORDER + " 18");
    }

    @Test
    void answersAnErrorWhenTheSignerFails() throws Exception {
        context.getRegistry().bind("institution", (NotificationAnswerSigner) (eventType, answer) -> {
            throw new java.security.GeneralSecurityException("the module is gone");
        });
        startAnswering(ANSWERING + CROSS_BORDER + "&answerSigner=#institution", "{\"code\":\"SUCCESS\"}");

        assertThat(deliver(SandboxNotification.of(CROSS_BORDER, QUESTION)).status())
                .isEqualTo(500);
    }

    @Test
    void answersAnErrorWhenACatchAllGetsWhatMustBeSigned() throws Exception {
        startAnswering(CONSUMER + "?answer=body", "{\"code\":\"SUCCESS\"}");

        assertThat(deliver(SandboxNotification.of(CROSS_BORDER, QUESTION)).status())
                .isEqualTo(500);
    }

    @Test
    void waitsForWhoeverAnswersElsewhereAndNeverSendsTheQuestionBack() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(ANSWERING + FEE).to("seda:fees");
                from("seda:fees").setBody(constant("{\"fee\":1}"));
                from(CONSUMER + "?answer=body&eventTypes=" + RETENTION).log("nothing to say");
            }
        });

        assertThat(deliver(SandboxNotification.of(FEE, QUESTION)).body()).isEqualTo("{\"fee\":1}");
        assertThat(deliver(SandboxNotification.of(RETENTION, QUESTION)).status())
                .isEqualTo(500);
    }

    @Test
    void looksForDuplicatesOfWhatIsNoQuestion() throws Exception {
        startAnswering(CONSUMER + "?answer=body", "{\"own\":1}");
        SignedNotification notification = sandbox.signedNotification(contract());

        assertThat(client().post(notification).body()).isEqualTo("{\"own\":1}");
        assertThat(client().post(notification).body()).isEqualTo("{\"code\":\"SUCCESS\",\"message\":\"成功\"}");
        assertThat(runs).hasValue(1);
    }

    @Test
    void doesNotStartToAnswerWithoutTheSignerThatWechatPayDemands() {
        assertThatThrownBy(() -> startAnswering(ANSWERING + CROSS_BORDER, "{}"))
                .hasStackTraceContaining("set option answerSigner to a bean of type NotificationAnswerSigner");
    }

    @ParameterizedTest
    @ValueSource(strings = {FEE, RETENTION, CROSS_BORDER})
    void warnsWhereAQuestionIsOnlyAcknowledged(String eventType) throws Exception {
        try (NotifyLog log = NotifyLog.of(Level.WARN, CallbackAnswers.class.getName())) {
            startConsuming(CONSUMER + "?eventTypes=" + eventType);

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(eventType
                            + " is a question, for which a plain acknowledgement is no answer: set option answer=body");
        }
    }
}
