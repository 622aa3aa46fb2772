package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.benchmark.gateway.SampleNotification;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.crypto.AeadCipher;
import io.github.camelwechatpay.crypto.CryptoProvider;
import io.github.camelwechatpay.crypto.SignatureType;
import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.keys.MessageVerifier;
import io.github.camelwechatpay.keys.TrustedKey;
import io.github.camelwechatpay.keys.TrustedKeys;
import io.github.camelwechatpay.notification.NotificationReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reads a notification with the classes that the consumer uses between HTTP server and route: verify, decrypt, parse. Figures
 * name it {@code ours}.
 */
final class ComponentNotification implements Client {

    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(4);

    private final SampleNotification notification;
    private final NotificationReader reader;

    ComponentNotification(TestMerchant merchant, SampleNotification notification, CryptoChoice crypto) {
        this.notification = notification;
        CryptoProvider provider = CryptoProvider.of(SignatureType.RSA, CryptoProvider.AUTO, crypto.loader());
        Clock clock = Clock.systemUTC();
        TrustedKey key = TrustedKey.publicKey(
                TestMerchant.PUBLIC_KEY_ID, merchant.wechatpayKeys().getPublic(), provider);
        reader = new NotificationReader(
                new MessageVerifier(
                        SignatureType.RSA,
                        new TrustedKeys(List.of(key), null, null, clock),
                        Duration.ofSeconds(300),
                        clock),
                new AeadCipher(TestMerchant.SECRET_KEY, provider));
    }

    @Override
    public String call() throws WechatpayNotificationException {
        SignedHeaders headers = new SignedHeaders(
                notification.timestamp(),
                notification.nonce(),
                notification.signature(),
                TestMerchant.PUBLIC_KEY_ID,
                SampleNotification.SIGNATURE_TYPE);
        Object content = reader.read(headers, null, notification.body(), Deadline.in(REPLY_TIMEOUT))
                .resource();
        return (String) ((Map<?, ?>) content).get("out_trade_no");
    }

    @Override
    public void close() {
        // Holds nothing
    }
}
