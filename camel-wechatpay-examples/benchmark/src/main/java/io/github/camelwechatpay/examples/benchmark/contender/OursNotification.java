package io.github.camelwechatpay.examples.benchmark.contender;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.crypto.AeadCipher;
import io.github.camelwechatpay.crypto.CryptoProvider;
import io.github.camelwechatpay.crypto.SignatureType;
import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.examples.benchmark.gateway.Notice;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import io.github.camelwechatpay.keys.MessageVerifier;
import io.github.camelwechatpay.keys.TrustedKey;
import io.github.camelwechatpay.keys.WechatpayKeys;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationReader;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the consumer does between the HTTP server and the route: from bytes to content. */
final class OursNotification implements Contender {

    private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(4);

    private final Notice notice;
    private final NotificationReader reader;

    OursNotification(Shop shop, Notice notice, Crypto crypto) {
        this.notice = notice;
        CryptoProvider provider = CryptoProvider.of(SignatureType.RSA, CryptoProvider.AUTO, crypto.loader());
        Clock clock = Clock.systemUTC();
        TrustedKey key =
                TrustedKey.publicKey(Shop.PUBLIC_KEY_ID, shop.wechatpay().getPublic(), provider);
        reader = new NotificationReader(
                new MessageVerifier(
                        SignatureType.RSA,
                        new WechatpayKeys(List.of(key), null, null, clock),
                        Duration.ofSeconds(300),
                        clock),
                new AeadCipher(Shop.SECRET_KEY, provider));
    }

    @Override
    public String call() throws WechatpayNotificationException {
        SignedHeaders headers = new SignedHeaders(
                notice.timestamp(), notice.nonce(), notice.signature(), Shop.PUBLIC_KEY_ID, Notice.SIGNATURE_TYPE);
        Notification notification = reader.read(headers, null, notice.body(), Deadline.in(REPLY_TIMEOUT));
        return (String) ((Map<?, ?>) notification.resource()).get("out_trade_no");
    }

    @Override
    public void close() {
        // Holds nothing
    }
}
