package io.github.camelwechatpay.benchmark.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;

/** The response of the stub gateway. It is signed once per second. Thread-safe. */
public final class StubAnswer {

    public static final String PREPAY_ID = "wx261153585405162d4d02642eabe7610000";

    private static final String ORDER = "{\"prepay_id\":\"" + PREPAY_ID + "\"}";
    private static final String NONCE = "593BEC0C930BF1AFEB40B4A08C8FB242";

    private record Signed(long second, byte[] bytes) {}

    private final PrivateKey key;
    private final String body;
    private final boolean forged;

    private final ReentrantLock signing = new ReentrantLock();

    private volatile Signed last = new Signed(0, null);

    /** @param forged true to sign another text than is sent */
    public StubAnswer(PrivateKey key, boolean forged) {
        this(key, ORDER, forged);
    }

    StubAnswer(PrivateKey key, String body, boolean forged) {
        this.key = key;
        this.body = body;
        this.forged = forged;
    }

    /** Returns head and body of the response. */
    public byte[] bytes() throws GeneralSecurityException {
        long second = Instant.now().getEpochSecond();
        Signed signed = last;
        if (signed.second == second) {
            return signed.bytes;
        }
        // Only one thread signs; the others send the response of the second before and do not wait
        if (signed.bytes == null) {
            signing.lock();
        } else if (!signing.tryLock()) {
            return signed.bytes;
        }
        try {
            if (last.second != second) {
                last = new Signed(second, sign(second));
            }
            return last.bytes;
        } finally {
            signing.unlock();
        }
    }

    private byte[] sign(long second) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        String text = second + "\n" + NONCE + "\n" + (forged ? "{}" : body) + "\n";
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: "
                + body.length()
                + "\r\nCache-Control: no-cache, must-revalidate\r\nX-Content-Type-Options: nosniff"
                + "\r\nRequest-ID: 08F78BB5BA0610B80218C2E2E8B70320A3BB0628E9B801-0"
                + "\r\nWechatpay-Nonce: " + NONCE
                + "\r\nWechatpay-Signature: " + Base64.getEncoder().encodeToString(signature.sign())
                + "\r\nWechatpay-Timestamp: " + second
                + "\r\nWechatpay-Serial: " + TestMerchant.PUBLIC_KEY_ID
                + "\r\nWechatpay-Signature-Type: WECHATPAY2-SHA256-RSA2048\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }
}
