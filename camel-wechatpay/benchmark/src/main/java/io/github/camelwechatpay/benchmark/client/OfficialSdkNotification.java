package io.github.camelwechatpay.benchmark.client;

import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import io.github.camelwechatpay.benchmark.gateway.SampleNotification;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.nio.charset.StandardCharsets;

/** Parses a notification with the official SDK, which uses the {@linkplain CryptoChoice#install() installed} provider. */
final class OfficialSdkNotification implements Client {

    private final SampleNotification notification;
    private final NotificationParser parser;

    OfficialSdkNotification(TestMerchant merchant, SampleNotification notification) {
        this.notification = notification;
        parser = new NotificationParser(new RSAPublicKeyNotificationConfig.Builder()
                .publicKey(Pem.of("PUBLIC KEY", merchant.wechatpayKeys().getPublic()))
                .publicKeyId(TestMerchant.PUBLIC_KEY_ID)
                .apiV3Key(TestMerchant.SECRET_KEY)
                .build());
    }

    @Override
    public String call() {
        RequestParam request = new RequestParam.Builder()
                .serialNumber(TestMerchant.PUBLIC_KEY_ID)
                .timestamp(notification.timestamp())
                .nonce(notification.nonce())
                .signature(notification.signature())
                .signType(SampleNotification.SIGNATURE_TYPE)
                .body(new String(notification.body(), StandardCharsets.UTF_8))
                .build();
        return parser.parse(request, Transaction.class).getOutTradeNo();
    }

    @Override
    public void close() {
        // Holds nothing
    }
}
