package io.github.camelwechatpay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A URI of {@code toD} with its values filled in, taken apart: path and query parameters are the exchange's, the other
 * options make the endpoint.
 *
 * @param staticUri the endpoint that all exchanges with these options share
 */
record DynamicUri(String staticUri, DynamicOperation operation) {

    private static final String SCHEME = "wechatpay:";
    private static final String QUERY = "query.";

    /**
     * @param uri with values
     * @param template as in the route
     * @throws IllegalArgumentException when a value brings a {@code ?} or {@code &} into the URI, and so perhaps an
     *         option, or cannot be told from Camel's own encoding
     */
    static DynamicUri parse(String uri, String template) {
        checkShape(uri, literalText(template));
        Map<String, Object> query = new LinkedHashMap<>();
        List<String> options = new ArrayList<>();
        for (String option : options(uri)) {
            String name = name(option);
            if (name.startsWith(QUERY)) {
                query.put(name.substring(QUERY.length()), queryValue(name, option.substring(name.length() + 1)));
            } else {
                checkRaw(name, option.substring(name.length() + 1));
                options.add(option);
            }
        }
        String staticUri =
                SCHEME + WechatpayEndpoint.DYNAMIC + (options.isEmpty() ? "" : "?" + String.join("&", options));
        return new DynamicUri(
                staticUri, new DynamicOperation(OperationName.check(path(uri).replaceFirst("^//", "")), query));
    }

    /**
     * Values may hold anything but what would change the options, whose number, names and order are the template's, or
     * the operation, unless it is a value as a whole.
     */
    private static void checkShape(String uri, String literal) {
        boolean sameOptions = uri.startsWith(SCHEME)
                && literal.startsWith(SCHEME)
                && count(uri, '?') == count(literal, '?')
                && names(uri).equals(names(literal));
        if (!sameOptions) {
            throw new IllegalArgumentException(
                    "A value in a dynamic wechatpay: URI has ? or & in it, or the URI's options are not in the literal"
                            + " text of the route: write every option's name into the route, and put such values into"
                            + " headers, placeholders of the path or the Map of header CamelWechatpayQuery");
        }
        String literalPath = path(literal);
        boolean operationIsLiteral = literalPath.startsWith("v3/") || literalPath.startsWith("/");
        boolean sameOperation = "/{}".chars().allMatch(c -> count(path(uri), c) == count(literalPath, c));
        if (operationIsLiteral && !sameOperation) {
            throw new IllegalArgumentException(
                    "A value in the path of a dynamic wechatpay: URI has / or a brace in it and"
                            + " would address another operation: put it into a placeholder of the path, such as {name} and header"
                            + " name");
        }
    }

    private static String path(String uri) {
        int question = uri.indexOf('?');
        return uri.substring(Math.min(uri.length(), SCHEME.length()), question < 0 ? uri.length() : question);
    }

    /** The template without its expressions, {@code ${...}} and the like. */
    private static String literalText(String template) {
        StringBuilder literal = new StringBuilder(template.length());
        int at = 0;
        while (at < template.length()) {
            boolean expression = template.startsWith("${", at) || template.startsWith("$simple{", at);
            if (expression) {
                at = endOfBraces(template, template.indexOf('{', at));
            } else {
                literal.append(template.charAt(at++));
            }
        }
        return literal.toString();
    }

    private static int endOfBraces(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** A value is taken as it is; only {@code RAW(...)} is removed. */
    private static String queryValue(String name, String value) {
        String raw = QueryOptions.raw(value);
        if (raw == null && value.indexOf('%') >= 0) {
            throw new IllegalArgumentException("The value of option " + name
                    + " has a % in it, which may be percent-encoding: write RAW(value), or use an entry of header"
                    + " CamelWechatpayQuery");
        }
        return raw == null ? value : raw;
    }

    /** An open RAW( would take the options behind it for its text. */
    private static void checkRaw(String name, String value) {
        boolean open = value.startsWith("RAW(") || value.startsWith("RAW{");
        if (open && QueryOptions.raw(value) == null) {
            throw new IllegalArgumentException(
                    "The value of option " + name + " in a dynamic wechatpay: URI begins with RAW and does not end it");
        }
    }

    private static List<String> names(String uri) {
        return options(uri).stream().map(DynamicUri::name).toList();
    }

    private static List<String> options(String uri) {
        int question = uri.indexOf('?');
        return question < 0 || question == uri.length() - 1
                ? List.of()
                : List.of(uri.substring(question + 1).split("&", -1));
    }

    private static String name(String option) {
        int equals = option.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("A dynamic wechatpay: URI has an option without = in it");
        }
        return option.substring(0, equals);
    }

    private static long count(String text, int c) {
        return text.chars().filter(each -> each == c).count();
    }
}
