package io.github.camelwechatpay.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A notification ready to be sent.
 *
 * @param headers by their names as on the wire, in order
 * @param body the very bytes that were signed
 */
public record SignedNotification(Map<String, String> headers, byte[] body) {
    /** Copies what it is given. */
    public SignedNotification {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }
}
