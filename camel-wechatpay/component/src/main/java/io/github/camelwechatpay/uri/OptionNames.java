package io.github.camelwechatpay.uri;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The options that a URI has, however they are written: Camel takes {@code merchant}, {@code MERCHANT},
 * {@code mer-chant} and {@code configuration.merchant} for the same one.
 */
public record OptionNames(Set<String> folded) {

    public static OptionNames of(Collection<String> parameters) {
        return new OptionNames(parameters.stream().map(OptionNames::fold).collect(Collectors.toUnmodifiableSet()));
    }

    public boolean have(String option) {
        return folded.contains(fold(option));
    }

    private static String fold(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("-", "").toLowerCase(Locale.ROOT);
    }
}
