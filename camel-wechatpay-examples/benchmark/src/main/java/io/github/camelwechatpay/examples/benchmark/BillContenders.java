package io.github.camelwechatpay.examples.benchmark;

import java.util.Locale;

/** Those who are compared. */
enum BillContenders {
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
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    BillContender create(Shop shop, String baseUri) throws Exception {
        return factory.create(shop, baseUri);
    }
}
