package io.github.camelwechatpay.examples.benchmark.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.examples.benchmark.gateway.Notice;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The JCA and Jackson, and nothing else. */
final class FloorNotification implements Contender {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Notice notice;
    private final HandSigning signing;
    private final Crypto crypto;
    private final SecretKeySpec key = new SecretKeySpec(Shop.SECRET_KEY.getBytes(StandardCharsets.US_ASCII), "AES");

    FloorNotification(Shop shop, Notice notice, Crypto crypto) throws GeneralSecurityException {
        this.notice = notice;
        this.crypto = crypto;
        signing = new HandSigning(shop, crypto.provider());
    }

    @Override
    public String call() throws GeneralSecurityException, IOException {
        signing.verify(Shop.PUBLIC_KEY_ID, notice.timestamp(), notice.nonce(), notice.signature(), notice.body());
        JsonNode resource = MAPPER.readTree(notice.body()).path("resource");
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
