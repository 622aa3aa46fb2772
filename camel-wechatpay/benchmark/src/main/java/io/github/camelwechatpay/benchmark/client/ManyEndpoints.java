package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Message;

/**
 * Calls from one route in which {@code toD} changes the URI, and a header the merchant, from call to call. The calls are
 * asynchronous, because callbacks and pools could also keep memory that is no longer needed.
 *
 * @param uris number of different URIs, or {@link #UNBOUNDED}
 * @param merchants number of different merchants
 */
public record ManyEndpoints(long uris, int merchants) {

    /** URI of a POST call whose path contains the merchant order number. */
    static final String CLOSE = "wechatpay:v3/pay/transactions/out-trade-no/${header.order}/close";

    /** Every call has a URI of its own. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private static final String ORDER = "order";

    /** First merchant order number. All numbers have the same length, because a longer path costs more. */
    private static final long FIRST_ORDER = 1_217_752_501_000_000_000L;

    private static final int FIRST_MCHID = 1_900_001_000;

    /** Number of key pairs that the merchants share. Generating 200 pairs would take longer than the measurement. */
    private static final int KEY_PAIRS = 20;

    public Client create(TestMerchant merchant, String baseUri, CryptoChoice crypto) throws Exception {
        List<String> mchids = new ArrayList<>();
        AtomicLong calls = new AtomicLong();
        ComponentRouteAsync client = new ComponentRouteAsync(
                merchant,
                baseUri,
                crypto,
                route -> route.toD(CLOSE),
                message -> fill(message, calls.getAndIncrement(), mchids));
        List<KeyPair> keys = keys();
        for (int i = 0; i < merchants; i++) {
            mchids.add(Integer.toString(FIRST_MCHID + i));
            client.context
                    .getRegistry()
                    .bind(mchids.get(i), profile(merchant, mchids.get(i), keys.get(i % keys.size())));
        }
        // Each merchant reads its keys at its first call, and each URI is resolved: neither is to be measured
        long before = uris == UNBOUNDED ? merchants : Math.max(uris, merchants);
        for (long i = 0; i < before; i++) {
            client.call();
        }
        return client;
    }

    private void fill(Message message, long call, List<String> mchids) {
        // Random after the first call of each, so that sometimes several calls of the same merchant are in flight
        int merchant = call < merchants ? (int) call : new SplittableRandom(call).nextInt(merchants);
        String mchid = mchids.get(merchant);
        message.setHeader(ORDER, FIRST_ORDER + call % uris);
        message.setHeader(WechatpayConstants.MERCHANT, mchid);
        message.setBody(("{\"mchid\":\"" + mchid + "\"}").getBytes(StandardCharsets.US_ASCII));
    }

    private List<KeyPair> keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        List<KeyPair> keys = new ArrayList<>();
        for (int i = 0; i < Math.min(merchants, KEY_PAIRS); i++) {
            keys.add(generator.generateKeyPair());
        }
        return keys;
    }

    private static MerchantProfile profile(TestMerchant merchant, String mchid, KeyPair keys) {
        MerchantProfile profile = new MerchantProfile();
        profile.setMchid(mchid);
        profile.setMerchantSerialNumber(TestMerchant.SERIAL);
        profile.setPrivateKey(Pem.of("PRIVATE KEY", keys.getPrivate()));
        profile.setSecretKey(TestMerchant.SECRET_KEY);
        profile.setPublicKeyId(TestMerchant.PUBLIC_KEY_ID);
        profile.setPublicKey(Pem.of("PUBLIC KEY", merchant.wechatpayKeys().getPublic()));
        return profile;
    }
}
