package io.github.camelwechatpay.call;

import java.util.regex.Pattern;

/** Text from the wire that nobody signed, made fit for messages, logs and headers. */
public final class WireText {

    private static final int LONGEST_ID = 128;
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private WireText() {}

    /** Header Request-ID; null stays null. */
    public static String requestId(String value) {
        return value == null ? null : shown(value, LONGEST_ID);
    }

    /** At most that many characters, none of them a control or formatting character. */
    static String shown(String value, int longest) {
        String text = value.length() <= longest ? value : value.substring(0, longest) + "...";
        return UNFIT.matcher(text).replaceAll(" ");
    }
}
