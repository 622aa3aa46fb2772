package io.github.camelwechatpay.catalog;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kind of file that an upload takes, and how large it may be. Immutable.
 *
 * @param extension the extension of the file name in lower case, without the dot, or {@code *} for any name
 * @param maxBytes the size that is still taken; documentation counts in KB and MB, here multiples of 1024
 */
public record FileLimit(String extension, long maxBytes) {

    /** The extension that stands for any name. */
    public static final String ANY = "*";

    private static final int KILO = 1024;
    private static final int MEGA = KILO * KILO;
    private static final Pattern TEXT = Pattern.compile("([a-z0-9]+|\\*):([0-9]+(?:\\.[0-9]+)?)(KB|MB)");

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException when the text is no limit
     */
    public static FileLimit parse(String text) {
        Matcher limit = TEXT.matcher(text);
        if (!limit.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no limit of a file - write jpg:5MB, or *:200KB");
        }
        long unit = limit.group(3).equals("MB") ? MEGA : KILO;
        BigDecimal bytes = new BigDecimal(limit.group(2)).multiply(BigDecimal.valueOf(unit));
        return new FileLimit(
                limit.group(1), bytes.setScale(0, RoundingMode.DOWN).longValueExact());
    }

    /** Whether the limit is one for files of that name. */
    public boolean isFor(String fileName) {
        return extension.equals(ANY)
                || fileName.regionMatches(
                        true, fileName.length() - extension.length() - 1, '.' + extension, 0, extension.length() + 1);
    }

    /** The largest size as documentation writes it: {@code 7.5MB}. */
    public String size() {
        boolean mega = maxBytes >= MEGA;
        BigDecimal number = BigDecimal.valueOf(maxBytes).divide(BigDecimal.valueOf(mega ? MEGA : KILO));
        return number.stripTrailingZeros().toPlainString() + (mega ? "MB" : "KB");
    }

    /** Extension and size: {@code jpg:5MB}. */
    @Override
    public String toString() {
        return extension + ':' + size();
    }
}
