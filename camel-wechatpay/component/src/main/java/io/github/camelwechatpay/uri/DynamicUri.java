package io.github.camelwechatpay.uri;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Represents a URI of {@code toD} after evaluation, in two parts. Path and query parameters belong to the exchange; the
 * other options select the endpoint.
 *
 * @param staticUri the URI of the endpoint that all exchanges with these options share
 * @param operation the operation of the exchange
 */
public record DynamicUri(String staticUri, DynamicOperation operation) {

    private static final String SCHEME = "wechatpay:";

    /**
     * Represents an option of the URI.
     *
     * @param value the evaluated value
     * @param literal the value in the route's literal text, without expressions
     */
    private record Option(String name, String value, String literal) {

        boolean isQuery() {
            return name.startsWith(QueryOptions.PREFIX);
        }

        /** Returns the value unchanged. Only a {@code RAW(...)} that the route itself writes is removed. */
        String queryValue() {
            String raw = isRaw(literal) ? QueryOptions.raw(value) : null;
            if (raw != null) {
                return raw;
            }
            if (value.indexOf('%') >= 0) {
                throw new IllegalArgumentException("The value of option " + name
                        + " has a % in it, which may be percent-encoding: write RAW(value), or use an entry of header"
                        + " CamelWechatpayQuery");
            }
            return value;
        }

        /**
         * Rejects a value that Camel would change: it decodes % once more, resolves a leading # as a bean or class, and
         * removes RAW.
         */
        void checkHarmless() {
            boolean encoded = count(value, '%') != count(literal, '%');
            boolean reference = value.startsWith("#") && !literal.startsWith("#");
            boolean raw = isRaw(value) && !(isRaw(literal) && QueryOptions.raw(value) != null);
            if (encoded || reference || raw) {
                throw new IllegalArgumentException(
                        "The value of option " + name + " in a dynamic wechatpay: URI has a % in"
                                + " it, or begins with # or RAW: only the route itself may write these");
            }
        }

        private static boolean isRaw(String value) {
            return value.startsWith("RAW(") || value.startsWith("RAW{");
        }
    }

    /**
     * Parses the URI of a dynamic send.
     *
     * @param uri the evaluated URI
     * @param template the URI as the route writes it, with its expressions
     * @throws IllegalArgumentException if an evaluated value could add or change an option, or change the operation
     */
    public static DynamicUri parse(String uri, String template) {
        String literal = literalText(template);
        checkPath(uri, literal);
        Map<String, Object> query = new LinkedHashMap<>();
        List<String> options = new ArrayList<>();
        for (Option option : options(uri, literal)) {
            if (option.isQuery()) {
                query.put(option.name().substring(QueryOptions.PREFIX.length()), option.queryValue());
            } else {
                option.checkHarmless();
                options.add(option.name() + '=' + option.value());
            }
        }
        String staticUri = SCHEME + OperationName.DYNAMIC + (options.isEmpty() ? "" : "?" + String.join("&", options));
        OperationName operation = OperationName.of(path(uri).replaceFirst("^//", ""));
        if (operation.kind() == OperationName.Kind.INVOKE) {
            throw new IllegalArgumentException("A client is not invoked by a dynamic wechatpay: URI: write its name"
                    + " into to(), and what changes into the body");
        }
        return new DynamicUri(staticUri, new DynamicOperation(operation.text(), query));
    }

    /** Rejects a value that changes an operation of the literal text. An operation that is a value as a whole may be any. */
    private static void checkPath(String uri, String literal) {
        if (!uri.startsWith(SCHEME) || !literal.startsWith(SCHEME) || count(uri, '?') != count(literal, '?')) {
            throw changed();
        }
        String literalPath = path(literal);
        boolean isChain = literalPath.startsWith("v3.");
        boolean operationIsLiteral = isChain || literalPath.startsWith("v3/") || literalPath.startsWith("/");
        boolean sameOperation =
                (isChain ? "/{}." : "/{}").chars().allMatch(c -> count(path(uri), c) == count(literalPath, c));
        if (operationIsLiteral && !sameOperation) {
            throw new IllegalArgumentException(
                    "A value in the path of a dynamic wechatpay: URI has / or a brace, in chain notation a dot, in it and"
                            + " would address another operation: put it into a placeholder of the path, such as {name} and header"
                            + " name");
        }
    }

    /** Pairs the options of URI and literal text. Number, names and order must be the same. */
    private static List<Option> options(String uri, String literal) {
        String[] actual = optionTexts(uri);
        String[] written = optionTexts(literal);
        if (actual.length != written.length) {
            throw changed();
        }
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < actual.length; i++) {
            String name = name(written[i]);
            if (!name.equals(name(actual[i]))) {
                throw changed();
            }
            options.add(
                    new Option(name, actual[i].substring(name.length() + 1), written[i].substring(name.length() + 1)));
        }
        return options;
    }

    private static IllegalArgumentException changed() {
        return new IllegalArgumentException(
                "A value in a dynamic wechatpay: URI has ? or & in it, or the URI's options are not in the literal text of"
                        + " the route: write every option's name into the route, and put such values into headers,"
                        + " placeholders of the path or the Map of header CamelWechatpayQuery");
    }

    private static String path(String uri) {
        int question = uri.indexOf('?');
        return uri.substring(SCHEME.length(), question < 0 ? uri.length() : question);
    }

    /** Returns the template without its expressions {@code ${...}} and {@code $simple{...}}. */
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

    private static String[] optionTexts(String uri) {
        int question = uri.indexOf('?');
        return question < 0 || question == uri.length() - 1
                ? new String[0]
                : uri.substring(question + 1).split("&", -1);
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
