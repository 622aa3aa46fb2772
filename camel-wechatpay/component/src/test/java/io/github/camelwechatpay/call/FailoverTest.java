package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.crypto.SignedHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How two attempts share a deadline, and that a failure to sign is none of the host's. */
class FailoverTest {

    private static final URI MAIN = URI.create("https://main.example/");
    private static final String BACKUP = "https://backup.example";
    private static final Deadline MINUTE = Deadline.in(Duration.ofMinutes(1));

    private final List<Deadline> deadlines = new ArrayList<>();
    private final Failover answered = failover((call, authorization, connected, deadline) -> {
        deadlines.add(deadline);
        return new Answer(200, new SignedHeaders(null, null, null, null, null), null, null, new byte[0]);
    });
    private final Failover unreachable = failover((call, authorization, connected, deadline) -> {
        deadlines.add(deadline);
        throw Failures.notSent(call, "refused", null);
    });

    private static Failover failover(SendingTransport transport) {
        return new Failover(transport, MAIN.toString(), BACKUP);
    }

    private static Answer send(Failover failover, String method, Deadline deadline) throws WechatpayCallException {
        return failover.send(
                new Call(method, MAIN, "", "/v3/a", null, "*/*", "", null),
                new Destination(method, MAIN, "/", Region.CN, Optional.empty()),
                call -> "signed",
                deadline);
    }

    @Test
    void aWriteMayWaitForItsAnswerAsLongAsWithoutABackup() throws Exception {
        send(answered, "POST", MINUTE);

        assertThat(deadlines).containsExactly(MINUTE);
    }

    @Test
    void aQueryLeavesHalfOfTheTimeToTheBackup() {
        assertThatThrownBy(() -> send(unreachable, "GET", MINUTE)).hasMessageContaining("backup.example");

        assertThat(deadlines).hasSize(2);
        assertThat(deadlines.get(0).remaining()).isLessThanOrEqualTo(Duration.ofSeconds(30));
        assertThat(deadlines.get(1)).isSameAs(MINUTE);
    }

    @Test
    void nothingIsTriedWhenNoTimeIsLeft() {
        assertThatThrownBy(() -> send(unreachable, "POST", Deadline.in(Duration.ZERO)))
                .hasMessage("WeChat Pay call not sent: POST /v3/a: refused");

        assertThat(deadlines).hasSize(1);
    }

    @Test
    void aFailureToSignDoesNotLeadToTheBackup() {
        List<Call> signed = new ArrayList<>();
        Call call = new Call("GET", MAIN, "", "/v3/a", null, "*/*", "", null);
        Destination destination = new Destination("GET", MAIN, "/", Region.CN, Optional.empty());

        assertThatThrownBy(() -> unreachable.send(
                        call,
                        destination,
                        c -> {
                            signed.add(c);
                            throw Failures.notSent(c, "no key", null);
                        },
                        MINUTE))
                .hasMessage("WeChat Pay call not sent: GET /v3/a: no key");
        assertThat(signed).containsExactly(call);
        assertThat(deadlines).isEmpty();
    }
}
