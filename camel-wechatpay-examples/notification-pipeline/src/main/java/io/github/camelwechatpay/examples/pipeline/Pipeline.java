package io.github.camelwechatpay.examples.pipeline;

import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/**
 * Starts all parts of the example on loopback:
 *
 * <ul>
 *   <li>in their own processes: two nodes and the database that they share
 *   <li>in this JVM: the sandbox, the load balancer, the broker, the shop, and the consumer of the queue
 * </ul>
 *
 * Closing stops all parts, also after a failed start.
 */
final class Pipeline implements AutoCloseable {

    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(10);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Payments payments = new Payments();
    private final WechatpaySandbox sandbox;
    private final Database database;
    private final List<NodeProcess> nodes;
    private final CamelContext camel;
    private final URI address;

    private Pipeline(Map<String, String> settings) throws Exception {
        try {
            // With the public key, nodes download no certificates before their first notification
            sandbox = closing(WechatpaySandbox.builder().publicKeyOnly().start());
            database = closing(Database.start());
            Broker broker = closing(Broker.start());
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put("database.url", database.url());
            properties.put("broker.url", broker.url());
            properties.putAll(merchant());
            properties.putAll(settings);
            List<Integer> ports = List.of(Ports.free(), Ports.free());
            nodes = startNodes(ports, properties);
            address = URI.create(
                    "http://127.0.0.1:" + closing(LoadBalancer.before(ports)).port() + "/notify/payments");
            camel = startShop(properties);
            for (NodeProcess node : nodes) {
                node.awaitReady();
            }
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    /**
     * Starts all parts.
     *
     * @param settings further properties of nodes and shop
     */
    static Pipeline start(Map<String, String> settings) throws Exception {
        return new Pipeline(settings);
    }

    private <T extends AutoCloseable> T closing(T part) {
        parts.push(part);
        return part;
    }

    private List<NodeProcess> startNodes(List<Integer> ports, Map<String, String> properties) throws IOException {
        NodeProcess first = closing(new NodeProcess("node-1", ports.get(0), properties));
        NodeProcess second = closing(new NodeProcess("node-2", ports.get(1), properties));
        first.start();
        second.start();
        return List.of(first, second);
    }

    /** Writes keys to files that only this user can read, because all users see the arguments of a process. */
    private Map<String, String> merchant() throws IOException {
        Path directory = Files.createTempDirectory("notification-pipeline");
        closing(() -> delete(directory));
        String wechatpay = "camel.component.wechatpay.";
        return Map.of(
                wechatpay + "base-uri", sandbox.baseUri(),
                wechatpay + "mchid", sandbox.mchid(),
                wechatpay + "merchant-serial-number", sandbox.merchantSerialNumber(),
                wechatpay + "private-key", file(directory, "merchant-key.pem", sandbox.privateKeyPem()),
                wechatpay + "secret-key", file(directory, "secret-key.txt", sandbox.secretKey()),
                wechatpay + "public-key-id", sandbox.publicKeyId(),
                wechatpay + "public-key", file(directory, "wechatpay-key.pem", sandbox.publicKeyPem()));
    }

    private static String file(Path directory, String name, String content) throws IOException {
        return "file:" + Files.writeString(directory.resolve(name), content);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private CamelContext startShop(Map<String, String> properties) {
        Main main = new Main();
        properties.forEach(main::addOverrideProperty);
        main.addOverrideProperty("camel.main.name", "shop");
        main.addOverrideProperty("camel.server.enabled", "false");
        main.configure().withRoutesBuilders(List.of(new Shop(), payments));
        closing(main::stop);
        main.start();
        return main.getCamelContext();
    }

    WechatpaySandbox sandbox() {
        return sandbox;
    }

    Database database() {
        return database;
    }

    List<NodeProcess> nodes() {
        return nodes;
    }

    /** Returns the address to which WeChat Pay sends notifications. */
    URI address() {
        return address;
    }

    Payments payments() {
        return payments;
    }

    /**
     * Places an order with WeChat Pay.
     *
     * @param notifyUrl address to which WeChat Pay sends the notification of the payment
     */
    void order(String outTradeNo, URI notifyUrl) throws IOException {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.sendBodyAndHeader(Shop.ORDER, outTradeNo, Shop.NOTIFY_URL, notifyUrl);
        }
    }

    /** Queries an order and returns the response of WeChat Pay. */
    @SuppressWarnings("unchecked")
    Map<String, Object> query(String outTradeNo) throws IOException {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            return template.requestBodyAndHeader(Shop.QUERY, null, "out_trade_no", outTradeNo, Map.class);
        }
    }

    /** Stops the nodes gracefully and waits until the queue is empty. */
    void drain() throws IOException {
        for (NodeProcess node : nodes) {
            node.stop();
        }
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.sendBodyAndHeader("{{queue.uri}}", "{}", NotificationRoutes.EVENT, Payments.END);
        }
        payments.awaitEnd(LONGEST_DRAIN);
    }

    /** Stops the parts in the opposite order of starting. A failure does not prevent stopping the remaining parts. */
    @Override
    public void close() {
        IllegalStateException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure = new IllegalStateException("A part of the pipeline does not end", e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
