package io.github.camelwechatpay.catalog;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Chain notation, as in the documents of WeChat Pay's PHP client and of the axios plugin:
 * {@code v3.marketing.membercardOpen.cards._card_id_.permissionTokens}.
 */
final class Chain {

    /** How both documents write the empty segment after a trailing slash: a placeholder that is filled with nothing. */
    private static final Set<String> NOTHING = Set.of("{empty}", "{noop}");

    private Chain() {}

    /**
     * The path that a chain stands for: the first letter of a segment may be a capital, every other capital is a hyphen
     * and the small letter; {@code _x_} and {@code $x$} are {@code {x}}; digits, hyphens and inner underscores stay.
     */
    static String toPath(String chain) {
        String path = Arrays.stream(chain.split("\\.", -1)).map(Chain::segment).collect(Collectors.joining("/"));
        int last = path.lastIndexOf('/') + 1;
        return NOTHING.contains(path.substring(last)) ? path.substring(0, last) : path;
    }

    private static String segment(String link) {
        if (link.startsWith("{")) {
            return link;
        }
        int last = link.length() - 1;
        if (last > 1 && link.charAt(0) == link.charAt(last) && (link.charAt(0) == '_' || link.charAt(0) == '$')) {
            return '{' + link.substring(1, last) + '}';
        }
        StringBuilder segment = new StringBuilder(link.length() + 8);
        for (int i = 0; i < link.length(); i++) {
            char letter = link.charAt(i);
            boolean capital = letter >= 'A' && letter <= 'Z';
            if (capital && i > 0) {
                segment.append('-');
            }
            segment.append(capital ? (char) (letter + 'a' - 'A') : letter);
        }
        return segment.toString();
    }
}
