package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.sandbox.SignedNotification;
import java.net.ConnectException;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.camel.builder.RouteBuilder;

/** The same consumer on any of the servers. */
abstract class ConsumerServerTestSupport extends NotifyTestSupport {

    static final String SUCCESS = "{\"code\":\"SUCCESS\",\"message\":\"成功\"}";
    static final String FAIL = "{\"code\":\"FAIL\",\"message\":\"失败\"}";

    /** Stands in the requests that are refused, and must not stand in an answer. */
    static final String MARK = "mark-of-the-request";

    private IntSupplier port;

    @Override
    int port() {
        return port.getAsInt();
    }

    /** Starts server and context with a route from a consumer to mock:notified. */
    void serve(ConsumerServer server) throws Exception {
        serve(server, null, CONSUMER);
    }

    void serve(ConsumerServer server, String contextPath, String uri) throws Exception {
        serve(server, contextPath, new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("notified").to("mock:notified");
            }
        });
    }

    void serve(ConsumerServer server, String contextPath, RouteBuilder routes) throws Exception {
        component.getConfiguration().setHttpServerComponent(server.component());
        port = server.prepare(context, contextPath);
        startWith(routes);
    }

    SignedNotification signed() {
        return sandbox.signedNotification(contract());
    }

    int received() {
        return notified().getExchanges().size();
    }

    void handled(NotifyClient.Reply reply) {
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(SUCCESS);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    /** Refused by the component itself. */
    void refused(NotifyClient.Reply reply, int status) {
        assertThat(reply.body()).isEqualTo(FAIL);
        refusedByAnyone(reply, status);
    }

    /** Refused by the component or the server, without a word about inner things or the request. */
    void refusedByAnyone(NotifyClient.Reply reply, Integer... statuses) {
        assertThat(reply.status()).isIn((Object[]) statuses);
        assertThat(String.join("\n", reply.head()) + reply.body())
                .doesNotContain(MARK, "Exception", "\tat ", "java.", "org.apache", "io.github");
        assertThat(received()).isZero();
    }

    /** What came before has not harmed the server. */
    void stillServes() throws Exception {
        int before = received();
        handled(client().post(signed()));
        assertThat(received()).isEqualTo(before + 1);
    }

    /** A selector gives a closed port back with its next round, which can be a moment after the stop. */
    static void portIsClosed(int port) {
        await().untilAsserted(() -> assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new ConsumerServerConnection(port).close()));
    }

    static List<String> lines(SignedNotification notification) {
        return NotifyClient.lines(notification.headers());
    }
}
