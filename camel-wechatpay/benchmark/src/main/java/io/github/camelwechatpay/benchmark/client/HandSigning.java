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

/** Signature and verification as a careful user writes them by hand, with a new engine for each message. Thread-safe. */
final class HandSigning {

    private static final long LARGEST_SKEW = 300;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final SecureRandom random = new SecureRandom();
    private final Provider provider;
    private final PrivateKey own;
    private final PublicKey wechatpay;

    /** The keys become those of the provider, once. */
    HandSigning(TestMerchant merchant, Provider provider) throws GeneralSecurityException {
        this.provider = provider;
        KeyFactory keys = KeyFactory.getInstance("RSA", provider);
        own = keys.generatePrivate(
                new PKCS8EncodedKeySpec(merchant.merchantKeys().getPrivate().getEncoded()));
        wechatpay = keys.generatePublic(
                new X509EncodedKeySpec(merchant.wechatpayKeys().getPublic().getEncoded()));
    }

    /** Value of header Authorization, of the order. */
    String authorization(byte[] body) throws GeneralSecurityException {
        return authorization("POST", TestMerchant.PATH, body);
    }

    /** Value of header Authorization. */
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

    /** The {@code prepay_id} of an answer that has these headers. */
    String prepayId(String serial, String timestamp, String nonce, String signed, byte[] body)
            throws GeneralSecurityException, IOException {
        verify(serial, timestamp, nonce, signed, body);
        return MAPPER.readTree(body).path("prepay_id").textValue();
    }

    /** That of an answer or a notification. */
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
