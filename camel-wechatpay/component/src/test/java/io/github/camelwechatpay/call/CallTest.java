package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallTest {

    private static final Call CALL =
            new Call("GET", URI.create("https://localhost/"), "/gateway", "/v3/a?openid=o1", null, "*/*", "", null);

    @Test
    void sendsButDoesNotSignTheGatewayPath() {
        assertThat(CALL.wireTarget()).isEqualTo("/gateway/v3/a?openid=o1");
        assertThat(CALL.target()).isEqualTo("/v3/a?openid=o1");
    }

    @Test
    void signsNothingInPlaceOfNoBody() {
        assertThat(CALL.signedBody()).isEmpty();
    }

    @Test
    void keepsTheQueryOutOfItsText() {
        assertThat(CALL).hasToString("GET /v3/a");
    }

    @Test
    void hasNothingLeftAfterItsDeadline() {
        Deadline over = Deadline.in(Duration.ZERO);

        assertThat(over.isOver()).isTrue();
        assertThat(over.remaining()).isZero();
        assertThat(Deadline.in(Duration.ofHours(1)).isOver()).isFalse();
    }
}
