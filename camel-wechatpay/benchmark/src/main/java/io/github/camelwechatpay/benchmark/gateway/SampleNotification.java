package io.github.camelwechatpay.benchmark.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A signed notification of a payment, as it is received. Its timestamp is valid for five minutes. */
public record SampleNotification(String timestamp, String nonce, String signature, byte[] body) {

    public static final String OUT_TRADE_NO = "1217752501201407033233368018";
    public static final String SIGNATURE_TYPE = "WECHATPAY2-SHA256-RSA2048";

    private static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";
    private static final String RESOURCE_NONCE = "fdasflkja484";
    private static final String ASSOCIATED_DATA = "transaction";
    private static final String RESOURCE = "{\"mchid\":\"" + TestMerchant.MCHID
            + "\",\"appid\":\"wxd678efh567hg6787\",\"out_trade_no\":\"" + OUT_TRADE_NO
            + "\",\"transaction_id\":\"1217752501201407033233368018\",\"trade_type\":\"JSAPI\""
            + ",\"trade_state\":\"SUCCESS\",\"trade_state_desc\":\"Paid\",\"bank_type\":\"CMC\""
            + ",\"attach\":\"order of the shop\",\"success_time\":\"2026-11-21T10:34:56+08:00\""
            + ",\"payer\":{\"openid\":\"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o\"}"
            + ",\"amount\":{\"total\":100,\"payer_total\":90,\"currency\":\"CNY\",\"payer_currency\":\"CNY\"}"
            + ",\"promotion_detail\":[{\"coupon_id\":\"109519\",\"name\":\"Ten off\",\"scope\":\"GLOBAL\""
            + ",\"type\":\"CASH\",\"amount\":10,\"stock_id\":\"931386\",\"wechatpay_contribute\":10"
            + ",\"merchant_contribute\":0,\"other_contribute\":0,\"currency\":\"CNY\"}]}";

    public static SampleNotification create(TestMerchant merchant) throws GeneralSecurityException {
        byte[] body = ("{\"id\":\"EV-2018022511223320873\",\"create_time\":\"2026-11-21T10:34:56+08:00\""
                        + ",\"resource_type\":\"encrypt-resource\",\"event_type\":\"TRANSACTION.SUCCESS\""
                        + ",\"summary\":\"Paid\",\"resource\":{\"original_type\":\"transaction\""
                        + ",\"algorithm\":\"AEAD_AES_256_GCM\",\"ciphertext\":\"" + encrypted()
                        + "\",\"associated_data\":\"" + ASSOCIATED_DATA + "\",\"nonce\":\"" + RESOURCE_NONCE
                        + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(merchant.wechatpayKeys().getPrivate());
        signature.update((timestamp + "\n" + NONCE + "\n").getBytes(StandardCharsets.US_ASCII));
        signature.update(body);
        signature.update((byte) '\n');
        return new SampleNotification(timestamp, NONCE, Base64.getEncoder().encodeToString(signature.sign()), body);
    }

    private static String encrypted() throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(TestMerchant.SECRET_KEY.getBytes(StandardCharsets.US_ASCII), "AES"),
                new GCMParameterSpec(128, RESOURCE_NONCE.getBytes(StandardCharsets.US_ASCII)));
        cipher.updateAAD(ASSOCIATED_DATA.getBytes(StandardCharsets.US_ASCII));
        return Base64.getEncoder().encodeToString(cipher.doFinal(RESOURCE.getBytes(StandardCharsets.UTF_8)));
    }
}
