package io.github.camelwechatpay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** The key of WeChat Pay and the key of a merchant, for a gateway that is not the sandbox; and the clock of both. */
final class RawGatewayKeys {

    static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0119000001092024112500000001000200";
    static final String MCHID = "1900000109";
    static final String MERCHANT_SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
    static final String SECRET_KEY = "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb";
    static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";

    static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1554208460), ZoneOffset.UTC);
    static final KeyPair WECHAT = generate();
    static final KeyPair MERCHANT = generate();

    private RawGatewayKeys() {}

    /** The signature headers of an answer, in the spelling and order of WeChat Pay. */
    static Map<String, String> sign(byte[] body) {
        String timestamp = Long.toString(CLOCK.instant().getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Wechatpay-Nonce", NONCE);
        headers.put("Wechatpay-Signature", signature(timestamp, NONCE, body));
        headers.put("Wechatpay-Timestamp", timestamp);
        headers.put("Wechatpay-Serial", PUBLIC_KEY_ID);
        headers.put("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048");
        return headers;
    }

    private static String signature(String timestamp, String nonce, byte[] body) {
        try {
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(WECHAT.getPrivate());
            signer.update((timestamp + "\n" + nonce + "\n").getBytes(StandardCharsets.US_ASCII));
            signer.update(body);
            signer.update((byte) '\n');
            return Base64.getEncoder().encodeToString(signer.sign());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
