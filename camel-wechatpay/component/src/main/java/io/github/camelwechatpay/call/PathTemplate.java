package io.github.camelwechatpay.call;

import io.github.camelwechatpay.catalog.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Represents the path of an operation, such as {@code v3/marketing/membercard-open/cards/{card_id}/permission-tokens}.
 * Literal text is sent as it is written, values of placeholders are percent-encoded. The last placeholder may have the form
 * {@code {name:url}}: its value is the whole address of a file, and the path of that address is sent as it is. Immutable.
 */
public final class PathTemplate {

    private static final String ENCODED = ":encoded";
    private static final String URL = ":url";
    private static final String LITERALS = "!$'()*,;=:@";

    private enum Form {
        LITERAL,
        PLAIN,
        ENCODED,
        ADDRESS
    }

    /** @param text literal text, or the name of a placeholder */
    private record Part(String text, Form form) {}

    private final String text;
    private final List<Part> parts;

    private PathTemplate(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads an operation in path notation ({@code v3/pay/transactions/jsapi}) or in chain notation
     * ({@code v3.pay.transactions.jsapi}), which the catalog translates.
     *
     * @throws IllegalArgumentException if the text is not a path, or the catalog does not know the chain
     */
    public static PathTemplate ofNotation(String operation) {
        return parse(operation.contains("/") ? operation : unchain(Catalog.get(), operation));
    }

    private static String unchain(Catalog catalog, String chain) {
        return catalog.unchain(chain)
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "No documented operation is called " + chain + ": near are "
                                        + String.join(", ", catalog.nearestChains(chain, 3))
                                        + "; an operation that the catalog does not know is written as a path, such as v3/pay/..."));
    }

    /**
     * Parses a path that begins with {@code v3}. A leading slash is dropped, a trailing slash is kept.
     *
     * @throws IllegalArgumentException if the text is not a path; the message names the character and the remedy
     */
    public static PathTemplate parse(String path) {
        String text = path.startsWith("/") ? path.substring(1) : path;
        if (!text.startsWith("v3/")) {
            throw new IllegalArgumentException("Not an APIv3 path: " + quoted(path)
                    + " - an operation begins with v3/, such as v3/pay/transactions/jsapi");
        }
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int brace = text.indexOf('{', at);
            int end = brace < 0 ? text.length() : brace;
            if (end > at) {
                parts.add(new Part(literal(text.substring(at, end), path), Form.LITERAL));
            }
            if (brace < 0) {
                break;
            }
            int close = text.indexOf('}', brace);
            if (close < 0) {
                throw new IllegalArgumentException("Placeholder without closing brace in path " + quoted(path));
            }
            parts.add(placeholder(text.substring(brace + 1, close), path));
            at = close + 1;
        }
        checkSegments(text, path);
        checkPlaceOfAddress(parts, path);
        return new PathTemplate(text.replace(ENCODED + "}", "}").replace(URL + "}", "}"), parts);
    }

    /** Returns the path as the catalog writes it: no leading slash, each placeholder as {@code {name}} whatever its form. */
    public String text() {
        return text;
    }

    /**
     * Fills in the placeholders of a path without {@link #address()}.
     *
     * @param values the value of a placeholder by its name
     * @return the path as it is signed and sent, without a leading slash
     * @throws IllegalArgumentException naming the placeholder, if its value is missing, empty, {@code .} or
     *         {@code ..}, or cannot be encoded
     */
    public String expand(Function<String, @Nullable Object> values) {
        StringBuilder path = new StringBuilder(text.length() + 32);
        for (Part part : parts) {
            path.append(part.form == Form.LITERAL ? part.text : value(part, values.apply(part.text)));
        }
        return path.toString();
    }

    /** Returns the name of placeholder {@code {name:url}}; empty if the path has none and is to be expanded. */
    public Optional<String> address() {
        Part last = parts.get(parts.size() - 1);
        return last.form == Form.ADDRESS ? Optional.of(last.text) : Optional.empty();
    }

    /**
     * Checks that an address belongs to this operation, for a path with {@link #address()}.
     *
     * @param target path and query of the address, as signed and sent
     * @param prefix path of the base URI, which may precede the path of the operation; begins and ends with a slash
     * @throws IllegalArgumentException naming the placeholder, if the target is not below the literal text of this path
     */
    public void checkAddress(String target, String prefix) {
        String literal = parts.get(0).text;
        String path = target.split("[?]", 2)[0];
        String rest = Stream.of("/" + literal, prefix + literal)
                .filter(path::startsWith)
                .findFirst()
                .map(start -> path.substring(start.length()))
                .orElse("");
        if (rest.isEmpty() || Stream.of(rest.split("/")).anyMatch(PathTemplate::isDotSegment)) {
            throw new IllegalArgumentException(what(parts.get(1).text) + " is the address of something else: its"
                    + " path must begin with /" + literal + ", and have no dot segment. Take the operation whose path"
                    + " the address has");
        }
    }

    private static boolean isDotSegment(String segment) {
        String dots = segment.replace("%2E", ".").replace("%2e", ".");
        return dots.equals(".") || dots.equals("..");
    }

    private static String what(String placeholder) {
        return "Path parameter {" + placeholder + "}";
    }

    /**
     * Returns the value of a placeholder.
     *
     * @throws IllegalArgumentException naming the placeholder, if it has no value
     */
    public static Object require(String placeholder, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(what(placeholder) + " has no value: set the header or variable "
                    + placeholder + ", or an entry of that name in the Map of header CamelWechatpayPath");
        }
        return value;
    }

    private static String value(Part part, @Nullable Object value) {
        String what = what(part.text);
        Object given = require(part.text, value);
        if (!(given instanceof CharSequence
                || given instanceof Number
                || given instanceof Boolean
                || given instanceof Enum<?>
                || given instanceof Character)) {
            throw new IllegalArgumentException(
                    what + " has a value of type " + given.getClass().getName() + ": a text or a number is needed");
        }
        String text = given.toString();
        if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new IllegalArgumentException(what + " must not be "
                    + (text.isEmpty() ? "empty" : "the dot segment \"" + text + "\"")
                    + ": it would address another path");
        }
        if (part.form == Form.PLAIN) {
            return PercentEncoding.encode(text, what);
        }
        String encoded = PercentEncoding.checkEncoded(text, what);
        if (isDotSegment(encoded)) {
            throw new IllegalArgumentException(what + " must not be a dot segment: it would address another path");
        }
        return encoded;
    }

    private static Part placeholder(String inner, String path) {
        Form form = inner.endsWith(ENCODED) ? Form.ENCODED : inner.endsWith(URL) ? Form.ADDRESS : Form.PLAIN;
        String name = form == Form.PLAIN ? inner : inner.substring(0, inner.lastIndexOf(':'));
        if (name.isEmpty() || !name.chars().allMatch(c -> PercentEncoding.isUnreserved((char) c))) {
            throw new IllegalArgumentException("Placeholder {" + inner + "} in path " + quoted(path)
                    + " is none: write {name}, {name:encoded} or {name:url}, with letters, digits, _ and -");
        }
        return new Part(name, form);
    }

    private static String literal(String literal, String path) {
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            if (c != '/' && !PercentEncoding.isUnreserved(c) && LITERALS.indexOf(c) < 0) {
                throw new IllegalArgumentException("Character " + describe(c) + " in path " + quoted(path)
                        + " is not sent literally: put the value into a placeholder such as {name} and set the header"
                        + " name, it is then encoded and signed as sent");
            }
        }
        return literal;
    }

    private static void checkSegments(String text, String path) {
        String[] segments = text.split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean trailingSlash = i == segments.length - 1;
            if (segments[i].isEmpty() && !trailingSlash || segments[i].equals(".") || segments[i].equals("..")) {
                throw new IllegalArgumentException("Empty or dot segment in path " + quoted(path));
            }
        }
    }

    private static void checkPlaceOfAddress(List<Part> parts, String path) {
        boolean isAddress = parts.stream().anyMatch(part -> part.form == Form.ADDRESS);
        if (isAddress && (parts.size() != 2 || parts.get(1).form != Form.ADDRESS)) {
            throw new IllegalArgumentException(
                    "Placeholder {name:url} in path " + quoted(path) + " is not the only one,"
                            + " or not at the end: the address that it stands for has the rest of the path");
        }
    }

    private static String describe(char c) {
        return c > ' ' && c < 127 ? "'" + c + "'" : String.format("U+%04X", (int) c);
    }

    private static String quoted(String path) {
        return '"' + path.replaceAll("\\p{Cc}", "?") + '"';
    }
}
