package io.github.camelwechatpay.uri;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Knows which options a URI has, in each spelling that Camel accepts: {@code merchant}, {@code MERCHANT},
 * {@code mer-chant} and {@code configuration.merchant} are the same option. Immutable.
 */
public final class OptionNames {

    private final Set<String> folded;

    private OptionNames(Set<String> folded) {
        this.folded = folded;
    }

    /**
     * Reads the names of the options.
     *
     * @param parameters the names of the parameters of an endpoint URI
     */
    public static OptionNames of(Collection<String> parameters) {
        return new OptionNames(parameters.stream().map(OptionNames::fold).collect(Collectors.toUnmodifiableSet()));
    }

    /** Returns whether the URI has an option. */
    public boolean have(String option) {
        return folded.contains(fold(option));
    }

    private static String fold(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("-", "").toLowerCase(Locale.ROOT);
    }
}
