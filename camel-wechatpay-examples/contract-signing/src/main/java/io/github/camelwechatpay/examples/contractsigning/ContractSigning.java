package io.github.camelwechatpay.examples.contractsigning;

import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.TrustManagerFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/**
 * Makes five contract calls from five routes, then sends four notifications into a queue and reads them from it. The sandbox,
 * the JMS broker and the HTTP server run in this process; keys are generated at start. The calls use WeChat Pay's real
 * addresses. Two settings lead them to the sandbox: its proxy, and trust in the proxy's certificates.
 */
public final class ContractSigning {

    private static final List<String> CALLS = List.of(
            "ebike-preopen", "papay-app-sign", "payscore-permission", "contract-mini-program", "membercard-token");
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final PrintStream out;

    ContractSigning(PrintStream out) {
        this.out = out;
    }

    /** Exits with status 0 if every call got its response and every notification arrived, else with status 1. */
    public static void main(String[] args) {
        try (WechatpaySandbox sandbox = WechatpaySandbox.builder().proxy().start()) {
            System.exit(new ContractSigning(System.out).run(sandbox));
        }
    }

    /** Runs the example and returns the exit status. */
    int run(WechatpaySandbox sandbox) {
        long start = System.nanoTime();
        Map<String, String> events = ContractEvents.of(sandbox.mchid());
        try (Broker broker = Broker.start()) {
            callAndNotify(sandbox, broker, events);
            out.printf(
                    "%nDone in %.1f s: %d calls signed and their answers verified, %d notifications verified, decrypted"
                            + " and queued.%n",
                    (System.nanoTime() - start) / 1e9, CALLS.size(), events.size());
            return 0;
        } catch (Exception e) {
            out.printf("%nFAILED: %s%n", e.getMessage() == null ? e : e.getMessage());
            return 1;
        }
    }

    private void callAndNotify(WechatpaySandbox sandbox, Broker broker, Map<String, String> events) throws Exception {
        Report report = new Report(out, sandbox, events.size());
        int port = freePort();
        String notifyUrl = "http://127.0.0.1:" + port + "/notify/contracts";
        out.printf(
                "WeChat Pay sandbox behind the proxy 127.0.0.1:%d, merchant %s%nnotifications go to %s%n%n",
                sandbox.proxyPort(), sandbox.mchid(), notifyUrl);
        Main camel = camel(sandbox, broker, report);
        camel.addInitialProperty("camel.server.port", String.valueOf(port));
        camel.addInitialProperty("notify.url", notifyUrl);
        try {
            camel.start();
            for (String call : CALLS) {
                call(camel.getCamelContext(), call);
            }
            events.forEach(
                    (eventType, resource) -> send(sandbox, notifyUrl, SandboxNotification.of(eventType, resource)));
            report.awaitNotifications(LONGEST_WAIT);
        } finally {
            camel.stop();
        }
    }

    private static Main camel(WechatpaySandbox sandbox, Broker broker, Report report)
            throws GeneralSecurityException, IOException {
        Main camel = new Main();
        camel.addInitialProperty("camel.component.wechatpay.proxy-host", "127.0.0.1");
        camel.addInitialProperty("camel.component.wechatpay.proxy-port", String.valueOf(sandbox.proxyPort()));
        camel.addInitialProperty("camel.component.wechatpay.ssl-context-parameters", "#bean:proxyTrust");
        camel.addInitialProperty("camel.component.wechatpay.mchid", sandbox.mchid());
        camel.addInitialProperty("camel.component.wechatpay.merchant-serial-number", sandbox.merchantSerialNumber());
        camel.addInitialProperty("camel.component.wechatpay.private-key", "#bean:merchantKey");
        camel.addInitialProperty("camel.component.wechatpay.secret-key", sandbox.secretKey());
        camel.bind("proxyTrust", trust(sandbox.caCertificate()));
        camel.bind("merchantKey", sandbox.privateKey());
        camel.bind("connectionFactory", new ActiveMQConnectionFactory(broker.url()));
        camel.bind("answered", (Processor) report::answered);
        camel.bind("received", (Processor) report::received);
        camel.configure().withRoutesBuilders(List.of(new RetryRule(), new CallRoutes(), new NotificationRoutes()));
        return camel;
    }

    private static SSLContextParameters trust(X509Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("sandbox", authority);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store);
        TrustManagersParameters managers = new TrustManagersParameters();
        managers.setTrustManager(trusted.getTrustManagers()[0]);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(managers);
        return parameters;
    }

    private static void call(CamelContext context, String route) throws IOException {
        try (ProducerTemplate template = context.createProducerTemplate()) {
            Exchange exchange = template.request("direct:" + route, empty -> {});
            Exception failure = exchange.getException();
            if (failure != null) {
                throw new IllegalStateException("call " + route + ": " + failure.getMessage(), failure);
            }
        }
    }

    private static void send(WechatpaySandbox sandbox, String url, SandboxNotification notification) {
        Delivery delivery = sandbox.notify(url, notification);
        if (!delivery.accepted()) {
            throw new IllegalStateException("notification " + notification.eventType() + " was not accepted: "
                    + delivery.status() + " " + delivery.body());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
