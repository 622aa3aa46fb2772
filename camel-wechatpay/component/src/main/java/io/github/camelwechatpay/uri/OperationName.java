package io.github.camelwechatpay.uri;

import io.github.camelwechatpay.call.ApiV2;
import io.github.camelwechatpay.catalog.Catalog;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Represents the first part of a {@code wechatpay:} URI, such as {@code v3/pay/transactions/jsapi},
 * {@code invoke/jsapi}, {@code notify/orders} or {@code bill/tradebill}. Immutable.
 *
 * @param kind the kind of the endpoint
 * @param text the whole name, without a leading slash
 */
public record OperationName(Kind kind, String text) {

    /** Represents the task of an endpoint. */
    public enum Kind {
        /** Calls the operation that the URI names. */
        CALL("", "v3[/.].*"),
        /** Calls the operation that travels with each exchange. All sends of {@code toD} share this endpoint. */
        DYNAMIC("", "v3"),
        /** Makes the signed parameters of a WeChat client. Sends nothing. */
        INVOKE("invoke/", "[0-9a-z-]+"),
        /** Receives notifications. */
        NOTIFY("notify/", "([0-9A-Za-z_.-]+/)*[0-9A-Za-z_.-]+|([0-9A-Za-z_.-]+/)*[{]merchant[}]"),
        /** Fetches the bill of each day. */
        BILL("bill/", "[0-9A-Za-z_.-]+");

        private final String prefix;
        private final Pattern pattern;

        Kind(String prefix, String rest) {
            this.prefix = prefix;
            this.pattern = Pattern.compile(prefix + "(" + rest + ")");
        }

        /** Returns whether routes begin at such an endpoint. */
        public boolean isSource() {
            return this == NOTIFY || this == BILL;
        }
    }

    /** The name of the endpoint that all dynamic sends share. */
    static final OperationName DYNAMIC = new OperationName(Kind.DYNAMIC, "v3");

    /** Matches the scheme and host of an address, both optional. A host has a dot in it. */
    private static final Pattern HOST = Pattern.compile("(?i)(https?:)?/*([^/]+[.][^/]+/)?");

    /** Matches a path or chain of APIv3 after a prefix that does not belong there, or with a capital letter. */
    private static final Pattern PATH = Pattern.compile("(?i)(?:.*/)?v3([/.].+)");

    /**
     * Reads the part of a URI between the scheme and the options.
     *
     * @param name the name, with or without a leading slash
     * @throws IllegalArgumentException if the name is of no kind; the message says what to write
     */
    public static OperationName of(String name) {
        String stripped = name.startsWith("/") ? name.substring(1) : name;
        String shown = stripped.replaceAll("\\p{Cc}", "?");
        ExpressionText.refuseInOperation(shown);
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.pattern.matcher(stripped).matches())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "wechatpay:" + shown + " is neither an operation nor a consumer: " + why(shown)));
        if (stripped.indexOf('%') >= 0) {
            throw new IllegalArgumentException("A literal % in " + shown
                    + " is not sent as it is written, Camel decodes it: put the value into a placeholder such as"
                    + " {name} and set the header name, or use {name:encoded} for a value that is encoded already");
        }
        return new OperationName(kind, stripped);
    }

    /** Returns the name without the prefix of its kind: {@code jsapi} of {@code invoke/jsapi}. */
    public String name() {
        return text.substring(kind.prefix.length());
    }

    /** Returns the whole name. */
    @Override
    public String toString() {
        return text;
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
