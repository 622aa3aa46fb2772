package io.github.camelwechatpay.benchmark.gateway;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;

/**
 * A merchant for the benchmarks.
 *
 * @param merchantKeys the merchant signs with them
 * @param wechatpayKeys WeChat Pay signs with them
 */
public record TestMerchant(KeyPair merchantKeys, KeyPair wechatpayKeys) {

    public static final String MCHID = "1900000109";
    public static final String SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
    public static final String SECRET_KEY = "a7cde1ZJB1kG2e7VfTs3jQzaWizur8Gb";
    public static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0119000001092024112500000001000200";

    /** Path of the measured call, a JSAPI order. */
    public static final String PATH = "/v3/pay/transactions/jsapi";

    public static final String ORDER = "{\"appid\":\"wxd678efh567hg6787\",\"mchid\":\"" + MCHID
            + "\",\"description\":\"Image store, one picture\",\"out_trade_no\":\"1217752501201407033233368018\""
            + ",\"notify_url\":\"https://www.example.com/notify\",\"amount\":{\"total\":100,\"currency\":\"CNY\"}"
            + ",\"payer\":{\"openid\":\"oUpF8uMuAJO_M2pxb1Q9zNjWeS6o\"}}";

    /** Generates new RSA keys of 2048 bits for both sides. */
    public static TestMerchant create() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return new TestMerchant(generator.generateKeyPair(), generator.generateKeyPair());
    }
}
