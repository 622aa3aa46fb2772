package io.github.camelwechatpay.examples.benchmark.contender;

import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import io.github.camelwechatpay.examples.benchmark.gateway.Notice;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import java.nio.charset.StandardCharsets;

/** The parser of the official SDK; its provider is the one that is {@linkplain Crypto#install() installed} first. */
final class OfficialSdkNotification implements Contender {

    private final Notice notice;
    private final NotificationParser parser;

    OfficialSdkNotification(Shop shop, Notice notice) {
        this.notice = notice;
        parser = new NotificationParser(new RSAPublicKeyNotificationConfig.Builder()
                .publicKey(Pem.of("PUBLIC KEY", shop.wechatpay().getPublic()))
                .publicKeyId(Shop.PUBLIC_KEY_ID)
                .apiV3Key(Shop.SECRET_KEY)
                .build());
    }

    @Override
    public String call() {
        RequestParam request = new RequestParam.Builder()
                .serialNumber(Shop.PUBLIC_KEY_ID)
                .timestamp(notice.timestamp())
                .nonce(notice.nonce())
                .signature(notice.signature())
                .signType(Notice.SIGNATURE_TYPE)
                .body(new String(notice.body(), StandardCharsets.UTF_8))
                .build();
        return parser.parse(request, Transaction.class).getOutTradeNo();
    }

    @Override
    public void close() {
        // Holds nothing
    }
}
