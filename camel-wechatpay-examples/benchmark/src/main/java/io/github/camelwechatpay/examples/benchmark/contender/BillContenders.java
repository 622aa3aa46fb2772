package io.github.camelwechatpay.examples.benchmark.contender;

import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import java.util.Locale;

/** Those who are compared. */
public enum BillContenders {
    FLOOR(FloorBill::new),
    SDK(OfficialSdkBill::new),
    OURS(OursBill::new);

    @FunctionalInterface
    private interface Factory {
        BillContender create(Shop shop, String baseUri) throws Exception;
    }

    private final Factory factory;

    BillContenders(Factory factory) {
        this.factory = factory;
    }

    /** As the figures name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public BillContender create(Shop shop, String baseUri) throws Exception {
        return factory.create(shop, baseUri);
    }
}
