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
 * Everything on loopback: WeChat Pay's side, the load balancer, two nodes in JVMs of their own, the database they share, the
 * broker, and the shop with the consumer behind the queue, which run in this JVM. Closing ends it all, also after a failed start.
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
            // Nodes need no download of certificates before their first notification
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

    /** @param settings properties of nodes and shop, on top of the usual ones */
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

    /** Keys in files that only this user can read: arguments of a process are seen by all. */
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

    /** Where WeChat Pay sends notifications. */
    URI address() {
        return address;
    }

    Payments payments() {
        return payments;
    }

    /**
     * Places an order with WeChat Pay.
     *
     * @param notifyUrl where WeChat Pay is to tell of the payment
     */
    void order(String outTradeNo, URI notifyUrl) throws IOException {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.sendBodyAndHeader(Shop.ORDER, outTradeNo, Shop.NOTIFY_URL, notifyUrl);
        }
    }

    /** Returns the answer of WeChat Pay to the query of an order. */
    @SuppressWarnings("unchecked")
    Map<String, Object> query(String outTradeNo) throws IOException {
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            return template.requestBodyAndHeader(Shop.QUERY, null, "out_trade_no", outTradeNo, Map.class);
        }
    }

    /** Stops the nodes gracefully, and returns when everything has come out of the queue. */
    void drain() throws IOException {
        for (NodeProcess node : nodes) {
            node.stop();
        }
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            template.sendBodyAndHeader("{{queue.uri}}", "{}", NotificationRoutes.EVENT, Payments.END);
        }
        payments.awaitEnd(LONGEST_DRAIN);
    }

    /** In the opposite order of starting. What fails to end does not keep the rest. */
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
