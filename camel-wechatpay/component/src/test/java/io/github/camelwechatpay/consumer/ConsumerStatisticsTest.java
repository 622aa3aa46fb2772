package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.WechatpayEndpoint;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.Test;

class ConsumerStatisticsTest extends NotifyTestSupport {

    private final CountDownLatch release = new CountDownLatch(1);

    /** Two handled, one of them twice; one failed; one too late; two refused. */
    private void receiveAllKinds() throws Exception {
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER + "?replyTimeout=2000").process(exchange -> {
                    Object kind = exchange.getMessage().getBody(Map.class).get("kind");
                    if ("failing".equals(kind)) {
                        throw new IllegalStateException("queue is full");
                    }
                    if ("slow".equals(kind)) {
                        release.await(20, TimeUnit.SECONDS);
                    }
                });
            }
        });
        SignedNotification twice = sandbox.signedNotification(contract());
        client().post(twice);
        client().post(twice);
        deliver(contract());
        deliver(SandboxNotification.of(SIGNED, Map.of("kind", "failing")));
        deliver(SandboxNotification.of(SIGNED, Map.of("kind", "slow")));
        release.countDown();
        deliver(contract().fault(NotificationFault.TAMPERED_BODY));
        deliver(contract().fault(NotificationFault.STALE));
    }

    @Test
    void countsByJmx() throws Exception {
        receiveAllKinds();
        MBeanServer server =
                context.getManagementStrategy().getManagementAgent().getMBeanServer();
        ObjectName name = server
                .queryNames(new ObjectName("org.apache.camel:context=" + context.getName() + ",type=endpoints,*"), null)
                .stream()
                .filter(candidate -> candidate.getCanonicalName().contains("wechatpay"))
                .findFirst()
                .orElseThrow();

        await().untilAsserted(() ->
                assertThat(server.getAttribute(name, "NotificationsLate")).isEqualTo(1L));
        assertThat(server.getAttribute(name, "NotificationsReceived")).isEqualTo(7L);
        assertThat(server.getAttribute(name, "NotificationsVerified")).isEqualTo(5L);
        assertThat(server.getAttribute(name, "NotificationsAcknowledged")).isEqualTo(3L);
        assertThat(server.getAttribute(name, "NotificationsDuplicate")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "NotificationsFailed")).isEqualTo(1L);
        assertThat(server.getAttribute(name, "NotificationsRefused"))
                .isEqualTo("{bad-signature=1, clock-skew=1, timeout=1, failed=1}");
    }

    @Test
    void showsThemInTheDevConsole() throws Exception {
        receiveAllKinds();
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("wechatpay");

        await().untilAsserted(() -> assertThat(((JsonObject) console.call(DevConsole.MediaType.JSON)).toJson())
                .contains("\"late\":1"));
        assertThat(((JsonObject) console.call(DevConsole.MediaType.JSON)).toJson())
                .isEqualTo("{\"notifications\":[{\"received\":7,\"verified\":5,\"acknowledged\":3,\"duplicate\":1,"
                        + "\"failed\":1,\"late\":1,\"runTwice\":0,\"refused\":{\"bad-signature\":1,\"clock-skew\":1,\"timeout\":1,"
                        + "\"failed\":1},\"path\":\"\\/notify\\/contracts\"}]}");
        assertThat(console.call(DevConsole.MediaType.TEXT))
                .asString()
                .startsWith("/notify/contracts: {")
                .contains("received=7", "late=1");
    }

    @Test
    void countsNothingBeforeAConsumerIsStarted() {
        WechatpayEndpoint endpoint = context.getEndpoint(CONSUMER, WechatpayEndpoint.class);

        assertThat(endpoint.getNotificationsReceived()).isZero();
        assertThat(endpoint.getNotificationsRefused()).isEqualTo("{}");
    }
}
