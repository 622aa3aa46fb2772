package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A raw gateway and a Camel context per test, with a component that trusts the gateway's key; clock and nonces fixed. */
abstract class RawGatewayTestSupport {

    static final String PERMISSIONS = "wechatpay:v3/payscore/partner/permissions";
    static final String PREOPEN = "wechatpay:v3/ebike/charge/contracts/preopen";
    static final String TOKENS = "wechatpay:v3/marketing/membercard-open/cards/{card_id}/permission-tokens";
    static final Map<String, Object> BODY = Map.of("activate_type", "AUTO_ACTIVATE");

    RawGateway gateway;
    CamelContext context;
    WechatpayComponent component;
    WechatpayConfiguration configuration;
    ProducerTemplate template;

    private final AtomicInteger nonces = new AtomicInteger();

    @BeforeEach
    void createContext() throws Exception {
        gateway = new RawGateway();
        context = new DefaultCamelContext();
        component = new WechatpayComponent();
        component.setClock(RawGatewayKeys.CLOCK);
        component.setNonces(() -> String.format("%032X", nonces.incrementAndGet()));
        configuration = component.getConfiguration();
        configuration.setMchid(RawGatewayKeys.MCHID);
        configuration.setMerchantSerialNumber(RawGatewayKeys.MERCHANT_SERIAL);
        configuration.setPrivateKey(RawGatewayKeys.MERCHANT.getPrivate());
        configuration.setPublicKeyId(RawGatewayKeys.PUBLIC_KEY_ID);
        configuration.setPublicKey(RawGatewayKeys.WECHAT.getPublic());
        configuration.setSecretKey(RawGatewayKeys.SECRET_KEY);
        configuration.setBaseUri(gateway.baseUri());
        context.addComponent("wechatpay", component);
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stopContext() {
        context.stop();
        gateway.close();
    }

    /** Starts the context with a route from direct:call to a URI. */
    void startCalling(String uri) throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to(uri);
            }
        });
    }

    void startWith(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    /** One exchange through the route. */
    Exchange call(Processor message) {
        return template.request("direct:call", message);
    }

    Exchange call(Object body) {
        return call(exchange -> exchange.getMessage().setBody(body));
    }

    /** An exchange that must succeed. */
    Exchange succeed(Processor message) {
        Exchange exchange = call(message);
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    /** The failure of a call, after which the message must be what it was. */
    WechatpayCallException fail(Object body) {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("card_id", "pbLatjvWOibDc5");
        headers.put("X-Own", "kept");
        return failure(
                call(exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new LinkedHashMap<>(headers));
                }),
                body,
                headers);
    }

    static WechatpayCallException failure(Exchange exchange, Object body, Map<String, Object> headers) {
        assertThat(exchange.getException()).isInstanceOf(WechatpayCallException.class);
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(headers);
        return (WechatpayCallException) exchange.getException();
    }
}
