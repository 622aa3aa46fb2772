package io.github.camelwechatpay.examples.benchmark.contender;

import io.github.camelwechatpay.examples.benchmark.gateway.Shop;

/** Those who are compared. */
public enum Contenders {
    FLOOR("floor", Floor::new),
    CAMEL_HTTP("camel-http", CamelHttp::new),
    SDK("sdk", (shop, baseUri, crypto) -> new OfficialSdk(shop, baseUri)),
    OURS("ours", Ours::new),
    OURS_ASYNC("ours-async", OursAsync::new);

    @FunctionalInterface
    private interface Factory {
        Contender create(Shop shop, String baseUri, Crypto crypto) throws Exception;
    }

    /** Of the pool of each. */
    static final int CONNECTIONS = 512;

    private final String label;
    private final Factory factory;

    Contenders(String label, Factory factory) {
        this.label = label;
        this.factory = factory;
    }

    /** As the figures name it. */
    public String label() {
        return label;
    }

    /** To be called, and used, while the provider is {@linkplain Crypto#install() installed}. */
    public Contender create(Shop shop, String baseUri, Crypto crypto) throws Exception {
        return factory.create(shop, baseUri, crypto);
    }
}
