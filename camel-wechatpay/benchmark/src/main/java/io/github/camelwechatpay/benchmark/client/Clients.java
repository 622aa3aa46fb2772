package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.benchmark.gateway.TestMerchant;

/** The clients under comparison for a call. */
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

    /** Size of the connection pool of each client. */
    static final int CONNECTIONS = 512;

    private final String label;
    private final Factory factory;

    Clients(String label, Factory factory) {
        this.label = label;
        this.factory = factory;
    }

    /** Returns the name of the client in figures. */
    public String label() {
        return label;
    }

    /**
     * Creates the client. Create and use it only while the cryptography is {@linkplain CryptoChoice#install() installed}.
     */
    public Client create(TestMerchant merchant, String baseUri, CryptoChoice crypto) throws Exception {
        return factory.create(merchant, baseUri, crypto);
    }
}
