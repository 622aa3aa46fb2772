package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.benchmark.gateway.SampleNotification;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.security.GeneralSecurityException;

/** The clients under comparison for a notification. */
public enum NotificationClients {
    FLOOR("floor", BareNotification::new),
    SDK("sdk", (merchant, notification, crypto) -> new OfficialSdkNotification(merchant, notification)),
    OURS("ours", ComponentNotification::new);

    @FunctionalInterface
    private interface Factory {
        Client create(TestMerchant merchant, SampleNotification notification, CryptoChoice crypto)
                throws GeneralSecurityException;
    }

    private final String label;
    private final Factory factory;

    NotificationClients(String label, Factory factory) {
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
    public Client create(TestMerchant merchant, SampleNotification notification, CryptoChoice crypto)
            throws GeneralSecurityException {
        return factory.create(merchant, notification, crypto);
    }
}
