package io.github.camelwechatpay.examples.benchmark.contender;

import io.github.camelwechatpay.WechatpayComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/** A route with the component, on the caller's thread; options as they are unless the others, too, raise them. */
class Ours implements Contender {

    final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    Ours(Shop shop, String baseUri, Crypto crypto) throws Exception {
        this(shop, baseUri, crypto, true, route -> route.to("wechatpay:" + Shop.PATH.substring(1)));
    }

    /** @param call what the route does */
    Ours(Shop shop, String baseUri, Crypto crypto, boolean synchronous, Consumer<RouteDefinition> call)
            throws Exception {
        context.setApplicationContextClassLoader(crypto.loader());
        WechatpayComponent component = new WechatpayComponent();
        WechatpayConfiguration configuration = component.getConfiguration();
        configuration.setMchid(Shop.MCHID);
        configuration.setMerchantSerialNumber(Shop.SERIAL);
        configuration.setPrivateKey(Pem.of("PRIVATE KEY", shop.merchant().getPrivate()));
        configuration.setSecretKey(Shop.SECRET_KEY);
        configuration.setPublicKeyId(Shop.PUBLIC_KEY_ID);
        configuration.setPublicKey(Pem.of("PUBLIC KEY", shop.wechatpay().getPublic()));
        configuration.setBaseUri(baseUri);
        configuration.setMaxConnections(Contenders.CONNECTIONS);
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

    /** As the others, the caller has the order as text. */
    static byte[] order() {
        return Shop.ORDER.getBytes(StandardCharsets.UTF_8);
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
