package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.WechatpayComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * Calls with a route that uses the component on the caller's thread. Options keep their defaults, except the size of the
 * connection pool, which is the same for all clients. Figures name it {@code ours}.
 */
class ComponentRoute implements Client {

    final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    ComponentRoute(TestMerchant merchant, String baseUri, CryptoChoice crypto) throws Exception {
        this(merchant, baseUri, crypto, true, route -> route.to("wechatpay:" + TestMerchant.PATH.substring(1)));
    }

    /** @param call adds the steps of the route */
    ComponentRoute(
            TestMerchant merchant,
            String baseUri,
            CryptoChoice crypto,
            boolean synchronous,
            Consumer<RouteDefinition> call)
            throws Exception {
        context.setApplicationContextClassLoader(crypto.loader());
        WechatpayComponent component = new WechatpayComponent();
        WechatpayConfiguration configuration = component.getConfiguration();
        configuration.setMchid(TestMerchant.MCHID);
        configuration.setMerchantSerialNumber(TestMerchant.SERIAL);
        configuration.setPrivateKey(
                Pem.of("PRIVATE KEY", merchant.merchantKeys().getPrivate()));
        configuration.setSecretKey(TestMerchant.SECRET_KEY);
        configuration.setPublicKeyId(TestMerchant.PUBLIC_KEY_ID);
        configuration.setPublicKey(Pem.of("PUBLIC KEY", merchant.wechatpayKeys().getPublic()));
        configuration.setBaseUri(baseUri);
        configuration.setMaxConnections(Clients.CONNECTIONS);
        configuration.setSynchronous(synchronous);
        context.addComponent("wechatpay", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                call.accept(from("direct:call"));
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    /** Encodes the order, which every client has as text. */
    static byte[] order() {
        return TestMerchant.ORDER.getBytes(StandardCharsets.UTF_8);
    }

    static String prepayId(Object body) {
        return (String) ((Map<?, ?>) body).get("prepay_id");
    }

    @Override
    public String call() {
        return prepayId(template.requestBody("direct:call", order()));
    }

    @Override
    public void close() {
        context.stop();
    }
}
