package io.github.camelwechatpay.officialsdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wechat.pay.java.core.certificate.InMemoryCertificateProvider;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official SDK's parser and our consumer judge the same bytes alike. */
class OfficialSdkNotificationTest extends NotifyTestSupport {

    private static final Map<String, Object> RESOURCE = Map.of("contract_id", "202611210001", "name", "签约");

    @BeforeEach
    void consume() throws Exception {
        startConsuming(CONSUMER);
    }

    @ParameterizedTest
    @EnumSource(value = SigningKey.class, mode = EnumSource.Mode.EXCLUDE, names = "SM2")
    void bothAccept(SigningKey key) throws IOException {
        SignedNotification notification = sandbox.signedNotification(
                SandboxNotification.of("MEMBERCARD.ACTIVATE_CARD", RESOURCE).signWith(key));

        Map<?, ?> official = parser(key).parse(request(notification), Map.class);
        int status = client().post(notification).status();

        assertThat(status).isEqualTo(200);
        assertThat(notified().getExchanges().get(0).getMessage().getBody(Map.class))
                .isEqualTo(official)
                .isEqualTo(RESOURCE);
    }

    @ParameterizedTest
    @EnumSource(
            value = NotificationFault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DUPLICATE", "NO_SIGNATURE", "STALE", "FUTURE"})
    void bothRefuse(NotificationFault fault) throws IOException {
        SignedNotification notification = sandbox.signedNotification(
                SandboxNotification.of(SIGNED, RESOURCE).fault(fault));

        assertThatThrownBy(() -> parser(SigningKey.PLATFORM).parse(request(notification), Map.class))
                .isInstanceOf(RuntimeException.class);
        assertThat(client().post(notification).status()).isEqualTo(401);
        assertThat(notified().getExchanges()).isEmpty();
    }

    @Test
    void bothRefuseAChangedSignature() throws IOException {
        SignedNotification whole = sandbox.signedNotification(SandboxNotification.of(SIGNED, RESOURCE));
        String signature = whole.headers().get("Wechatpay-Signature");
        SignedNotification changed = new SignedNotification(
                NotifyClient.with(
                        whole.headers(),
                        "Wechatpay-Signature",
                        (signature.charAt(0) == 'A' ? 'B' : 'A') + signature.substring(1)),
                whole.body());

        assertThatThrownBy(() -> parser(SigningKey.PLATFORM).parse(request(changed), Map.class))
                .isInstanceOf(ValidationException.class);
        assertThat(client().post(changed).status()).isEqualTo(401);
    }

    private static NotificationParser parser(SigningKey key) {
        if (key == SigningKey.PUBLIC_KEY) {
            return new NotificationParser(new RSAPublicKeyNotificationConfig.Builder()
                    .publicKey(sandbox.publicKey())
                    .publicKeyId(sandbox.publicKeyId())
                    .apiV3Key(sandbox.secretKey())
                    .build());
        }
        return new NotificationParser(
                Map.of(
                        "WECHATPAY2-SHA256-RSA2048",
                        new RSAVerifier(new InMemoryCertificateProvider(List.of(sandbox.platformCertificate())))),
                Map.of("AEAD_AES_256_GCM", new AeadAesCipher(sandbox.secretKey().getBytes(StandardCharsets.US_ASCII))));
    }

    private static RequestParam request(SignedNotification notification) {
        Map<String, String> headers = notification.headers();
        return new RequestParam.Builder()
                .serialNumber(headers.get("Wechatpay-Serial"))
                .nonce(headers.get("Wechatpay-Nonce"))
                .timestamp(headers.get("Wechatpay-Timestamp"))
                .signature(headers.get("Wechatpay-Signature"))
                .signType(headers.get("Wechatpay-Signature-Type"))
                .body(new String(notification.body(), StandardCharsets.UTF_8))
                .build();
    }
}
