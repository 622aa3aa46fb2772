package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.InputStream;
import org.apache.camel.ProducerTemplate;

/** Downloads a bill with a route that uses the component. Figures name it {@code ours}. */
final class ComponentRouteBill implements BillClient {

    private final ComponentRoute route;
    private final ProducerTemplate template;

    ComponentRouteBill(TestMerchant merchant, String baseUri) throws Exception {
        route = new ComponentRoute(
                merchant,
                baseUri,
                CryptoChoice.JDK,
                true,
                steps -> steps.to("wechatpay:v3/bill/tradebill?query.bill_date=2026-11-20&responseType=stream"));
        template = route.context.createProducerTemplate();
    }

    @Override
    public InputStream bill() {
        return template.requestBody("direct:call", null, InputStream.class);
    }

    @Override
    public void close() {
        route.close();
    }
}
