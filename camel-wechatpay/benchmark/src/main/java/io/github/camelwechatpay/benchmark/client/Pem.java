package io.github.camelwechatpay.benchmark.client;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.Base64;

/** Writes keys in PEM form. */
final class Pem {

    private Pem() {}

    static String of(String label, Key key) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(key.getEncoded());
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
