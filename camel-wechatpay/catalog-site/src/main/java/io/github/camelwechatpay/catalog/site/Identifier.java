package io.github.camelwechatpay.catalog.site;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of a name as one word: anchor of a page and {@code operationId}. Names of the catalog stay different. */
final class Identifier {

    private Identifier() {}

    /** {@code Pre-open a charging contract} becomes {@code preOpenAChargingContract}. */
    static String of(String name) {
        String[] words = name.split("[^A-Za-z0-9]+");
        return words[0].toLowerCase(Locale.ROOT)
                + Arrays.stream(words).skip(1).map(Identifier::capitalized).collect(Collectors.joining());
    }

    private static String capitalized(String word) {
        return word.isEmpty() ? "" : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
