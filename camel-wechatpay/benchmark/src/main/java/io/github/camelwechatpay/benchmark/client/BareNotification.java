package io.github.camelwechatpay.benchmark.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.benchmark.gateway.SampleNotification;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Verifies, decrypts and parses a notification with the JCA and Jackson only. Figures name it {@code floor}. */
final class BareNotification implements Client {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final SampleNotification notification;
    private final HandSigning signing;
    private final CryptoChoice crypto;
    private final SecretKeySpec key =
            new SecretKeySpec(TestMerchant.SECRET_KEY.getBytes(StandardCharsets.US_ASCII), "AES");

    BareNotification(TestMerchant merchant, SampleNotification notification, CryptoChoice crypto)
            throws GeneralSecurityException {
        this.notification = notification;
        this.crypto = crypto;
        signing = new HandSigning(merchant, crypto.provider());
    }

    @Override
    public String call() throws GeneralSecurityException, IOException {
        signing.verify(
                TestMerchant.PUBLIC_KEY_ID,
                notification.timestamp(),
                notification.nonce(),
                notification.signature(),
                notification.body());
        JsonNode resource = MAPPER.readTree(notification.body()).path("resource");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", crypto.aesProvider());
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, bytes(resource, "nonce")));
        cipher.updateAAD(bytes(resource, "associated_data"));
        byte[] content = cipher.doFinal(
                Base64.getDecoder().decode(resource.path("ciphertext").textValue()));
        return MAPPER.readTree(content).path("out_trade_no").textValue();
    }

    private static byte[] bytes(JsonNode resource, String name) {
        return resource.path(name).textValue().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        // Holds nothing
    }
}
