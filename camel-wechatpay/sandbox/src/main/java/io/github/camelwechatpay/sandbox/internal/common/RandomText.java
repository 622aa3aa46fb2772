package io.github.camelwechatpay.sandbox.internal.common;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** Makes random texts in the alphabets of WeChat Pay. A seeded source repeats its texts. */
public final class RandomText {
    private static final String DIGITS = "0123456789";
    private static final String LOWER_HEX = "0123456789abcdef";
    private static final String ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final RandomGenerator random;

    public RandomText(RandomGenerator random) {
        this.random = random;
    }

    public static RandomText secure() {
        return new RandomText(new SecureRandom());
    }

    public String digits(int length) {
        return text(DIGITS, length);
    }

    public String hex(int length) {
        return text(LOWER_HEX, length);
    }

    public String alphanumeric(int length) {
        return text(ALPHANUMERIC, length);
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
