package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.stream.IntStream;

/** Makes RSA key pairs of 2048 bits, the size that WeChat Pay uses. */
final class KeyPairs {
    private static final int BITS = 2048;

    private KeyPairs() {}

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make an RSA key pair", e);
        }
    }

    /** Makes key pairs on several cores, because each pair takes a tenth of a second or more. */
    static List<KeyPair> generate(int count) {
        return IntStream.range(0, count).parallel().mapToObj(i -> generate()).toList();
    }
}
