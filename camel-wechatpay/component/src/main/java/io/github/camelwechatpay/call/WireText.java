package io.github.camelwechatpay.call;

/** Text from the wire that nobody signed, made fit for messages, logs and headers. */
public final class WireText {

    private static final int LONGEST_ID = 128;

    private WireText() {}

    /** Header Request-ID; null stays null. */
    public static String requestId(String value) {
        return value == null ? null : shown(value, LONGEST_ID);
    }

    /** At most that many characters, none of them a control or formatting character. */
    static String shown(String value, int longest) {
        String text = value.length() <= longest ? value : value.substring(0, longest) + "...";
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    }
}
