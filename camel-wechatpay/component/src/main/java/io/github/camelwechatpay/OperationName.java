package io.github.camelwechatpay;

import io.github.camelwechatpay.call.ApiV2;
import io.github.camelwechatpay.catalog.Catalog;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first part of the URI: an operation, a client to invoke, or the name of a consumer. */
final class OperationName {

    private static final Pattern NOTIFICATION =
            Pattern.compile("notify/(([0-9A-Za-z_.-]+/)*[0-9A-Za-z_.-]+|([0-9A-Za-z_.-]+/)*[{]merchant[}])");
    private static final Pattern BILL = Pattern.compile("bill/[0-9A-Za-z_.-]+");
    private static final Pattern OPERATION = Pattern.compile("v3([/.].*)?|invoke/[0-9a-z-]+");

    /** Scheme and host of an address, as far as they are there; a host has a dot in it. */
    private static final Pattern HOST = Pattern.compile("(?i)(https?:)?/*([^/]+[.][^/]+/)?");

    /** A path or chain of APIv3 behind something that does not belong there, or with a capital letter. */
    private static final Pattern PATH = Pattern.compile("(?i)(?:.*/)?v3([/.].+)");

    private OperationName() {}

    /**
     * @return the name without a leading slash
     * @throws IllegalArgumentException when it is neither
     */
    static String check(String name) {
        String stripped = name.startsWith("/") ? name.substring(1) : name;
        String shown = stripped.replaceAll("\\p{Cc}", "?");
        ExpressionText.refuseInOperation(shown);
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
        throw new IllegalArgumentException(
                "wechatpay:" + shown + " is neither an operation nor a consumer: " + why(shown));
    }

    private static String why(String name) {
        String path = HOST.matcher(name).replaceFirst("");
        Matcher v3 = PATH.matcher(path);
        String likely = v3.matches() ? "v3" + v3.group(1) : "v3/" + path;
        if (v3.matches() || !Catalog.get().find(likely).isEmpty()) {
            return "an operation begins with v3. Write " + likely + "; options region and baseUri choose the host";
        }
        boolean isBeginning = Catalog.get().operations().stream()
                .anyMatch(operation -> operation.path().startsWith(likely));
        if (ApiV2.isPath(path) && !isBeginning) {
            List<String> nearest = ApiV2.successors(path);
            return "it is a path of APIv2, and the component calls APIv3. "
                    + (nearest.isEmpty()
                            ? "Write v3/ and the path of an operation of APIv3"
                            : "The nearest operations are " + String.join(", ", nearest));
        }
        return "write v3/ and the path of an operation, invoke/ and a client, or notify/ and a name"
                + " of letters, digits, _, . and -, or notify/{merchant}, or bill/ and the name of a bill";
    }
}
