package io.github.camelwechatpay.sandbox.internal.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.fixture.Receiver;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An event type that the catalog does not know is a typing mistake, unless the test says that it is not. */
class EventTypeTest extends SandboxTestSupport {
    private static final String SENT_WRONG = "Notification not sent: the catalog has no event type TRANSACTION.SUCESS. "
            + "Write a documented one, such as TRANSACTION.SUCCESS";

    @ParameterizedTest
    @CsvSource({
        "TRANSACTION.SUCESS, TRANSACTION.SUCCESS",
        "transaction.success, TRANSACTION.SUCCESS",
        "PAPAY.SIGNED, PAPAY.SIGN",
        "PAPAY.SIGN%20, PAPAY.SIGN",
        "REFUND_SUCCESS, REFUND.SUCCESS"
    })
    void isRejectedWithTheNearestNames(String eventType, String nearest) throws IOException {
        SandboxNotification order = SandboxNotification.of(eventType.replace("%20", " "), Map.of());
        try (Receiver receiver = Receiver.answering(200, "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sandbox.notify(receiver.url(), order))
                    .withMessageContaining("such as ")
                    .withMessageContaining(nearest);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> sandbox.signedNotification(order))
                    .withMessageContaining(nearest);
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void isRejectedWithoutNamesWhereNoneIsNear() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.signedNotification(SandboxNotification.of("ZZZZZZZZZZZZZZZ", Map.of())))
                .withMessage("Notification not sent: the catalog has no event type ZZZZZZZZZZZZZZZ. "
                        + "Write a documented one, or set force to true");
    }

    @Test
    void isSentWhenForced() throws IOException {
        SandboxNotification order = SandboxNotification.of("TRANSACTION.SUCESS", Map.of("id", "1"));
        try (Receiver receiver = Receiver.answering(200, "")) {
            assertThat(sandbox.notify(receiver.url(), order.force(true).attempts(2))
                            .accepted())
                    .isTrue();

            assertThat(receiver.received().get(0).json().path("event_type").asText())
                    .isEqualTo("TRANSACTION.SUCESS");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.signedNotification(order.force(true).force(false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'force':false"})
    void isRejectedInAControlCall(String force) throws IOException {
        try (Receiver receiver = Receiver.answering(200, "")) {
            WireAnswer answer = notify(receiver, force);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().path("message").asText())
                    .startsWith(SENT_WRONG)
                    .endsWith(", or set force to true");
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void isSentByAControlCallThatForcesIt() throws IOException {
        try (Receiver receiver = Receiver.answering(200, "")) {
            assertThat(notify(receiver, ",'force':true").json().path("status").asInt())
                    .isEqualTo(200);
            assertThat(receiver.received()).hasSize(1);
        }
    }

    private static WireAnswer notify(Receiver receiver, String force) {
        return client.request("POST", "/_sandbox/notify")
                .header("Host", "127.0.0.1:" + sandbox.port())
                .json(("{'url':'" + receiver.url() + "','eventType':'TRANSACTION.SUCESS','resource':{}" + force + "}")
                        .replace('\'', '"'))
                .send();
    }
}
