package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.InputStream;
import org.apache.camel.ProducerTemplate;

/** A route with the component. */
final class ComponentRouteBill implements BillClient {

    private final ComponentRoute ours;
    private final ProducerTemplate template;

    ComponentRouteBill(TestMerchant merchant, String baseUri) throws Exception {
        ours = new ComponentRoute(
                merchant,
                baseUri,
                CryptoChoice.JDK,
                true,
                route -> route.to("wechatpay:v3/bill/tradebill?query.bill_date=2026-11-20&responseType=stream"));
        template = ours.context.createProducerTemplate();
    }

    @Override
    public InputStream bill() {
        return template.requestBody("direct:call", null, InputStream.class);
    }

    @Override
    public void close() {
        ours.close();
    }
}
