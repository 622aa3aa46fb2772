package io.github.camelwechatpay.uri;

import io.github.camelwechatpay.WechatpayConstants;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises Simple expressions, {@code ${header.x}} or {@code $simple{header.x}}, in a URI that Camel does not evaluate.
 * Without this check the text of the expression would be sent.
 */
public final class ExpressionText {

    /** Matches the beginning of an expression. Group 1 is the last name in it: x of header.x, headers[x] or body['x']. */
    private static final Pattern EXPRESSION =
            Pattern.compile("\\$(?:simple)?\\{(?:[^{}]*[.:\\[]['\"]?([0-9A-Za-z_-]+)['\"]?\\]?\\}|)");

    private static final String WHY = " holds an expression, which to() does not evaluate. ";
    private static final Set<String> OPTIONS = Set.of("appid", "merchant", "method", "region");

    private ExpressionText() {}

    /**
     * Checks the operation of a URI.
     *
     * @throws IllegalArgumentException if it holds an expression; the message names the placeholder to write instead
     */
    static void refuseInOperation(String operation) {
        Matcher expression = EXPRESSION.matcher(operation);
        if (expression.find()) {
            String name = expression.group(1) == null ? "name" : expression.group(1);
            throw new IllegalArgumentException("wechatpay:" + operation + WHY + "Write the placeholder {" + name
                    + "}, whose value is the variable or header " + name + ", or use toD()");
        }
    }

    /**
     * Checks the options whose value belongs to a call. Other options may hold an expression, or a password that looks
     * like an expression.
     *
     * @param parameters the parameters of an endpoint URI
     * @throws IllegalArgumentException if an option holds an expression; the message names the option
     */
    public static void refuseInOptions(Map<String, Object> parameters) {
        parameters.forEach((name, value) -> {
            boolean query = name.startsWith(QueryOptions.PREFIX);
            if ((query || OPTIONS.contains(name))
                    && EXPRESSION.matcher(String.valueOf(value)).find()) {
                throw new IllegalArgumentException("Option " + name + WHY + "Use toD()"
                        + (query ? ", or an entry of header " + WechatpayConstants.QUERY : ""));
            }
        });
    }
}
