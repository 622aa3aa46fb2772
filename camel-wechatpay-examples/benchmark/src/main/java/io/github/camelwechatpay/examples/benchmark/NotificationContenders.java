package io.github.camelwechatpay.examples.benchmark;

import java.security.GeneralSecurityException;

/** Those who are compared at a notification. */
enum NotificationContenders {
    FLOOR("floor") {
        @Override
        Contender create(Shop shop, Notice notice, Crypto crypto) throws GeneralSecurityException {
            return new FloorNotification(shop, notice, crypto);
        }
    },
    SDK("sdk") {
        @Override
        Contender create(Shop shop, Notice notice, Crypto crypto) {
            return new OfficialSdkNotification(shop, notice);
        }
    },
    OURS("ours") {
        @Override
        Contender create(Shop shop, Notice notice, Crypto crypto) {
            return new OursNotification(shop, notice, crypto);
        }
    };

    private final String label;

    NotificationContenders(String label) {
        this.label = label;
    }

    /** As the figures name it. */
    String label() {
        return label;
    }

    /** To be called, and used, while the provider is {@linkplain Crypto#install() installed}. */
    abstract Contender create(Shop shop, Notice notice, Crypto crypto) throws GeneralSecurityException;
}
