package io.github.camelwechatpay.benchmark.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/** Signs and verifies as a careful user writes it by hand, with a new engine for each message. Thread-safe. */
final class HandSigning {

    private static final long LARGEST_SKEW = 300;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final SecureRandom random = new SecureRandom();
    private final Provider provider;
    private final PrivateKey own;
    private final PublicKey wechatpay;

    /** Converts the keys to those of the provider once. */
    HandSigning(TestMerchant merchant, Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        KeyFactory keys = KeyFactory.getInstance("RSA", provider);
        own = keys.generatePrivate(
                new PKCS8EncodedKeySpec(merchant.merchantKeys().getPrivate().getEncoded()));
        wechatpay = keys.generatePublic(
                new X509EncodedKeySpec(merchant.wechatpayKeys().getPublic().getEncoded()));
    }

    /** Returns the value of header {@code Authorization} for the order. */
    String authorization(byte[] body) throws GeneralSecurityException {
        return authorization("POST", TestMerchant.PATH, body);
    }

    /** Returns the value of header {@code Authorization}. */
    String authorization(String method, String target, byte[] body) throws GeneralSecurityException {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String nonce = HEX.formatHex(bytes);
        long timestamp = Instant.now().getEpochSecond();
        Signature signature = Signature.getInstance("SHA256withRSA", provider);
        signature.initSign(own);
        signature.update(ascii(method + "\n" + target + "\n" + timestamp + "\n" + nonce + "\n"));
        signature.update(body);
        signature.update((byte) '\n');
        return "WECHATPAY2-SHA256-RSA2048 mchid=\"" + TestMerchant.MCHID + "\",nonce_str=\"" + nonce + "\",signature=\""
                + Base64.getEncoder().encodeToString(signature.sign()) + "\",timestamp=\"" + timestamp
                + "\",serial_no=\"" + TestMerchant.SERIAL + "\"";
    }

    /** Verifies a response and returns its {@code prepay_id}. */
    String prepayId(String serial, String timestamp, String nonce, String signed, byte[] body)
            throws GeneralSecurityException, IOException {
        verify(serial, timestamp, nonce, signed, body);
        return MAPPER.readTree(body).path("prepay_id").textValue();
    }

    /**
     * Verifies a response or a notification.
     *
     * @throws SignatureException if the key is unknown, the timestamp is too old, or the signature does not match
     */
    void verify(String serial, String timestamp, String nonce, String signed, byte[] body)
            throws GeneralSecurityException {
        if (!TestMerchant.PUBLIC_KEY_ID.equals(serial)) {
            throw new SignatureException("The answer is signed with an unknown key");
        }
        if (Math.abs(Instant.now().getEpochSecond() - Long.parseLong(timestamp)) > LARGEST_SKEW) {
            throw new SignatureException("The answer is stale");
        }
        Signature signature = Signature.getInstance("SHA256withRSA", provider);
        signature.initVerify(wechatpay);
        signature.update(ascii(timestamp + "\n" + nonce + "\n"));
        signature.update(body);
        signature.update((byte) '\n');
        if (!signature.verify(Base64.getDecoder().decode(signed))) {
            throw new SignatureException("The signature of the answer does not match");
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
