package io.github.camelwechatpay.sandbox.internal.keys;

import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Signs responses and notifications. Both carry the same headers, spelled as by WeChat Pay. */
public final class MessageSigner {
    private static final String PROBE = "WECHATPAY/SIGNTEST/";
    private static final long BEYOND_TOLERANCE = 600;

    private final SandboxClock clock;

    public MessageSigner(SandboxClock clock) {
        this.clock = clock;
    }

    public Map<String, String> sign(PlatformKey key, byte[] body) {
        return sign(key, body, SignatureDefect.NONE);
    }

    public Map<String, String> sign(PlatformKey key, byte[] body, SignatureDefect defect) {
        if (defect == SignatureDefect.MISSING) {
            return Map.of();
        }
        RandomText random = RandomText.secure();
        String timestamp = Long.toString(clock.epochSecond() + shift(defect));
        String nonce = random.hex(32);
        byte[] signed = defect == SignatureDefect.WRONG ? "something else".getBytes(StandardCharsets.US_ASCII) : body;
        String signature = key.suite().sign(key.keys().getPrivate(), CanonicalText.ofMessage(timestamp, nonce, signed));
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Wechatpay-Nonce", nonce);
        headers.put("Wechatpay-Signature", defect == SignatureDefect.SIGNTEST ? PROBE + signature : signature);
        headers.put("Wechatpay-Signature-Type", key.suite().scheme());
        headers.put("Wechatpay-Timestamp", timestamp);
        headers.put(
                "Wechatpay-Serial",
                defect == SignatureDefect.UNKNOWN_SERIAL ? "7" + random.hex(39).toUpperCase(Locale.ROOT) : key.id());
        return headers;
    }

    private static long shift(SignatureDefect defect) {
        return switch (defect) {
            case STALE -> -BEYOND_TOLERANCE;
            case FUTURE -> BEYOND_TOLERANCE;
            default -> 0;
        };
    }
}
