package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.benchmark.gateway.TestMerchant;

/** Those who are compared. */
public enum Clients {
    FLOOR("floor", BareHttpClient::new),
    CAMEL_HTTP("camel-http", CamelHttp::new),
    SDK("sdk", (merchant, baseUri, crypto) -> new OfficialSdk(merchant, baseUri)),
    OURS("ours", ComponentRoute::new),
    OURS_ASYNC("ours-async", ComponentRouteAsync::new);

    @FunctionalInterface
    private interface Factory {
        Client create(TestMerchant merchant, String baseUri, CryptoChoice crypto) throws Exception;
    }

    /** Of the pool of each. */
    static final int CONNECTIONS = 512;

    private final String label;
    private final Factory factory;

    Clients(String label, Factory factory) {
        this.label = label;
        this.factory = factory;
    }

    /** As the figures name it. */
    public String label() {
        return label;
    }

    /** To be called, and used, while the provider is {@linkplain CryptoChoice#install() installed}. */
    public Client create(TestMerchant merchant, String baseUri, CryptoChoice crypto) throws Exception {
        return factory.create(merchant, baseUri, crypto);
    }
}
