package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerSourceTest extends NotifyTestSupport {

    @Test
    void takesWhatComesFromAnAllowedNetwork() throws Exception {
        startConsuming(CONSUMER + "?allowedSources=10.0.0.0/8,127.0.0.0/8");

        assertThat(deliver(contract()).status()).isEqualTo(200);
    }

    @Test
    void refusesWhatComesFromElsewhereBeforeAnythingElse() throws Exception {
        startConsuming(CONSUMER + "?allowedSources=wechatpay");

        assertThat(deliver(contract()).status()).isEqualTo(403);
        assertThat(client().send("POST", PATH, List.of(), new byte[0]).status()).isEqualTo(403);
        assertThat(notified().getExchanges()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-For",
                "Forwarded",
                "X-Real-IP",
                "CamelVertxPlatformHttpRemoteAddress",
                "camelvertxplatformhttpremoteaddress",
                "CamelNettyRemoteAddress"
            })
    void believesNoHeaderThatTheCallerSets(String header) throws Exception {
        startConsuming(CONSUMER + "?allowedSources=wechatpay");
        SignedNotification notification = sandbox.signedNotification(contract());

        NotifyClient.Reply reply = client().post(
                        PATH + "?" + header + "=101.226.103.5:1",
                        NotifyClient.with(notification.headers(), header, "101.226.103.5:1"),
                        notification.body());

        assertThat(reply.status()).isEqualTo(403);
    }
}
