package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.util.Locale;

/** The clients under comparison for a bill. */
public enum BillClients {
    FLOOR(BareHttpClientBill::new),
    SDK(OfficialSdkBill::new),
    OURS(ComponentRouteBill::new);

    @FunctionalInterface
    private interface Factory {
        BillClient create(TestMerchant merchant, String baseUri) throws Exception;
    }

    private final Factory factory;

    BillClients(Factory factory) {
        this.factory = factory;
    }

    /** Returns the name of the client in figures. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public BillClient create(TestMerchant merchant, String baseUri) throws Exception {
        return factory.create(merchant, baseUri);
    }
}
