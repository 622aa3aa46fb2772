package io.github.camelwechatpay.examples.benchmark.contender;

import io.github.camelwechatpay.examples.benchmark.gateway.Notice;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import java.security.GeneralSecurityException;

/** Those who are compared at a notification. */
public enum NotificationContenders {
    FLOOR("floor", FloorNotification::new),
    SDK("sdk", (shop, notice, crypto) -> new OfficialSdkNotification(shop, notice)),
    OURS("ours", OursNotification::new);

    @FunctionalInterface
    private interface Factory {
        Contender create(Shop shop, Notice notice, Crypto crypto) throws GeneralSecurityException;
    }

    private final String label;
    private final Factory factory;

    NotificationContenders(String label, Factory factory) {
        this.label = label;
        this.factory = factory;
    }

    /** As the figures name it. */
    public String label() {
        return label;
    }

    /** To be called, and used, while the provider is {@linkplain Crypto#install() installed}. */
    public Contender create(Shop shop, Notice notice, Crypto crypto) throws GeneralSecurityException {
        return factory.create(shop, notice, crypto);
    }
}
