package io.github.camelwechatpay.sandbox;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A signed notification that is not sent yet.
 *
 * @param headers by their names as on the wire, in order
 * @param body the bytes that were signed
 */
public record SignedNotification(Map<String, String> headers, byte[] body) {
    /** Copies headers and body. */
    public SignedNotification {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }
}
