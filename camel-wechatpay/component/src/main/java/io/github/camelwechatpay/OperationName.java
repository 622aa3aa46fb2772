package io.github.camelwechatpay;

import java.util.regex.Pattern;

/** The first part of the URI: an operation, a client to invoke, or the name of a consumer. */
final class OperationName {

    private static final Pattern NOTIFICATION =
            Pattern.compile("notify/(([0-9A-Za-z_.-]+/)*[0-9A-Za-z_.-]+|([0-9A-Za-z_.-]+/)*[{]merchant[}])");
    private static final Pattern BILL = Pattern.compile("bill/[0-9A-Za-z_.-]+");
    private static final Pattern OPERATION = Pattern.compile("v3([/.].*)?|invoke/[0-9a-z-]+");

    private OperationName() {}

    /**
     * @return the name without a leading slash
     * @throws IllegalArgumentException when it is neither
     */
    static String check(String name) {
        String stripped = name.startsWith("/") ? name.substring(1) : name;
        String shown = stripped.replaceAll("\\p{Cc}", "?");
        if (OPERATION.matcher(stripped).matches()
                || BILL.matcher(stripped).matches()
                || NOTIFICATION.matcher(stripped).matches()) {
            if (stripped.indexOf('%') >= 0) {
                throw new IllegalArgumentException("A literal % in " + shown
                        + " is not sent as it is written, Camel decodes it: put the value into a placeholder such as"
                        + " {name} and set the header name, or use {name:encoded} for a value that is encoded already");
            }
            return stripped;
        }
        throw new IllegalArgumentException("wechatpay:" + shown
                + " is neither an operation nor a consumer: write v3/ and the path of an operation, invoke/ and a client, or notify/ and a name"
                + " of letters, digits, _, . and -, or notify/{merchant}, or bill/ and the name of a bill");
    }
}
