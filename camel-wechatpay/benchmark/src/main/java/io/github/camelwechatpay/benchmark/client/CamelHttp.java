package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Calls with a route in which {@code camel-http} stands between two processors that sign and verify. */
final class CamelHttp implements Client {

    private final HandSigning signing;
    private final CamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    CamelHttp(TestMerchant merchant, String baseUri, CryptoChoice crypto) throws Exception {
        signing = new HandSigning(merchant, crypto.provider());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call")
                        .process(CamelHttp.this::sign)
                        .to(baseUri + TestMerchant.PATH + "?connectionsPerRoute=" + Clients.CONNECTIONS
                                + "&maxTotalConnections=" + Clients.CONNECTIONS)
                        .process(CamelHttp.this::verify);
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private void sign(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        byte[] body = message.getBody(byte[].class);
        message.setBody(body);
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Accept", "application/json");
        message.setHeader("Wechatpay-Serial", TestMerchant.PUBLIC_KEY_ID);
        message.setHeader("Authorization", signing.authorization(body));
    }

    private void verify(Exchange exchange) throws Exception {
        Message message = exchange.getMessage();
        message.setBody(signing.prepayId(
                message.getHeader("Wechatpay-Serial", String.class),
                message.getHeader("Wechatpay-Timestamp", String.class),
                message.getHeader("Wechatpay-Nonce", String.class),
                message.getHeader("Wechatpay-Signature", String.class),
                message.getBody(byte[].class)));
    }

    @Override
    public String call() {
        return template.requestBody("direct:call", TestMerchant.ORDER.getBytes(StandardCharsets.UTF_8), String.class);
    }

    @Override
    public void close() {
        context.stop();
    }
}
