package io.github.camelwechatpay.examples.benchmark.contender;

import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import java.io.InputStream;
import org.apache.camel.ProducerTemplate;

/** A route with the component. */
final class OursBill implements BillContender {

    private final Ours ours;
    private final ProducerTemplate template;

    OursBill(Shop shop, String baseUri) throws Exception {
        ours = new Ours(
                shop,
                baseUri,
                Crypto.JDK,
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
