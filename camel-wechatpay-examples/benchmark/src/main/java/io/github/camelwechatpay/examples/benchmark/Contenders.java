package io.github.camelwechatpay.examples.benchmark;

/** Those who are compared. */
enum Contenders {
    FLOOR("floor") {
        @Override
        Contender create(Shop shop, String baseUri, Crypto crypto) throws Exception {
            return new Floor(shop, baseUri, crypto);
        }
    },
    CAMEL_HTTP("camel-http") {
        @Override
        Contender create(Shop shop, String baseUri, Crypto crypto) throws Exception {
            return new CamelHttp(shop, baseUri, crypto);
        }
    },
    SDK("sdk") {
        @Override
        Contender create(Shop shop, String baseUri, Crypto crypto) {
            return new OfficialSdk(shop, baseUri);
        }
    },
    OURS("ours") {
        @Override
        Contender create(Shop shop, String baseUri, Crypto crypto) throws Exception {
            return new Ours(shop, baseUri, crypto);
        }
    },
    OURS_ASYNC("ours-async") {
        @Override
        Contender create(Shop shop, String baseUri, Crypto crypto) throws Exception {
            return new OursAsync(shop, baseUri, crypto);
        }
    };

    /** Of the pool of each. */
    static final int CONNECTIONS = 512;

    private final String label;

    Contenders(String label) {
        this.label = label;
    }

    /** As the figures name it. */
    String label() {
        return label;
    }

    /** To be called, and used, while the provider is {@linkplain Crypto#install() installed}. */
    abstract Contender create(Shop shop, String baseUri, Crypto crypto) throws Exception;
}
