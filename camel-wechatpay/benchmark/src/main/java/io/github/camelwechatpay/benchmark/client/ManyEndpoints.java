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
 * Calls of one route in which the URI, by {@code toD}, and the merchant change from one to the next. The component's
 * default way, since the pool and the callbacks, too, could hold on to what is over.
 *
 * @param uris after so many different ones the first comes again
 * @param merchants so many different ones
 */
public record ManyEndpoints(long uris, int merchants) {

    /** A POST whose path has the order's number in it. */
    static final String CLOSE = "wechatpay:v3/pay/transactions/out-trade-no/${header.order}/close";

    /** No URI comes twice. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    private static final String ORDER = "order";

    /** As the number of a WeChat Pay order is long; the same length for each, since a longer one costs more. */
    private static final long FIRST_ORDER = 1_217_752_501_000_000_000L;

    private static final int FIRST_MCHID = 1_900_001_000;

    /** Each merchant reads its own key, but to make 200 pairs would take longer than to measure. */
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
        // With its first call each reads its keys, which is not to be measured; and each URI has been there
        long before = uris == UNBOUNDED ? merchants : Math.max(uris, merchants);
        for (long i = 0; i < before; i++) {
            client.call();
        }
        return client;
    }

    private void fill(Message message, long call, List<String> mchids) {
        // After the first of each at random, so that at times several calls of one merchant are under way
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
