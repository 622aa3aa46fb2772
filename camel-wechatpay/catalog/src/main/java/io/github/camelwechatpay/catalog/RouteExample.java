package io.github.camelwechatpay.catalog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Camel route to start from: it calls one operation with {@linkplain Sample example values}, or takes one notification.
 * Immutable and thread-safe.
 */
public final class RouteExample {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String IDEMPOTENCY_HEADER = "CamelWechatpayIdempotencyKey";
    private static final String MCHID = "mchid";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/-]*");

    private final String from;
    private final Optional<String> to;
    private final Map<String, String> headers;
    private final Optional<String> body;
    private final boolean parsed;
    private final String log;

    private RouteExample(
            String from,
            Optional<String> to,
            Map<String, String> headers,
            Optional<String> body,
            boolean parsed,
            String log) {
        this.from = from;
        this.to = to;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
        this.parsed = parsed;
        this.log = log;
    }

    /**
     * A route that calls an operation with the required values, or with all where the body has none that is required. A
     * query parameter {@code mchid} is left to the component, which knows its own.
     *
     * @param catalog tells whether the path has several methods, one of which must then be named
     * @return empty where there is an {@linkplain #obstacle obstacle}
     */
    public static Optional<RouteExample> of(Catalog catalog, Operation operation) {
        return obstacle(operation).isPresent() ? Optional.empty() : Optional.of(call(catalog, operation));
    }

    /** A route that takes a notification. */
    public static RouteExample of(Notification event) {
        String type = event.eventType();
        String uri = "wechatpay:notify/" + slug(type.split("\\.", 2)[0]) + "?eventTypes=" + type;
        return new RouteExample(
                uri, Optional.empty(), Map.of(), Optional.empty(), false, logged(event.fields(), Set.of()));
    }

    /** Why there is no route for an operation, as a sentence; empty when there is one. */
    public static Optional<String> obstacle(Operation operation) {
        if (operation.urlFromAnswer()) {
            return Optional.of("No route: its address, query included, comes from an earlier answer.");
        }
        if (operation.multipart()) {
            return Optional.of("No route: the component does not upload files yet.");
        }
        return Optional.empty();
    }

    /** The URI of the component: of the call, or of the consumer. */
    public String uri() {
        return to.orElse(from);
    }

    /** Headers that the route sets before the call: values of placeholders, and an idempotency key where one is due. */
    public Map<String, String> headers() {
        return headers;
    }

    /** JSON text of the body; empty when none is sent. */
    public Optional<String> body() {
        return body;
    }

    /** The route in Camel's Java DSL, lines separated by {@code \n}, without one at the end. */
    public String java() {
        List<String> lines = new ArrayList<>();
        lines.add("from(" + quoted(from) + ")");
        headers.forEach(
                (name, value) -> lines.add(".setHeader(" + quoted(name) + ", constant(" + quoted(value) + "))"));
        body.ifPresent(json -> lines.add(".setBody(constant(" + textBlock(json) + "))"));
        if (parsed) {
            lines.add(".unmarshal().json()");
        }
        to.ifPresent(uri -> lines.add(".to(" + quoted(uri) + ")"));
        lines.add(".log(" + quoted(log) + ");");
        return String.join("\n    ", lines);
    }

    private static RouteExample call(Catalog catalog, Operation operation) {
        Map<String, String> headers = new LinkedHashMap<>();
        operation.pathParameters().forEach(field -> headers.put(field.name(), sample(field)));
        operation.headers().stream()
                .filter(field -> field.required() && field.name().equals(IDEMPOTENCY_KEY))
                .forEach(field -> headers.put(IDEMPOTENCY_HEADER, sample(field)));
        return new RouteExample(
                "direct:" + slug(operation.name()),
                Optional.of(uri(catalog, operation)),
                headers,
                body(operation.body()),
                isEncryptedIn(operation.body()),
                logged(operation));
    }

    private static String uri(Catalog catalog, Operation operation) {
        List<String> options = new ArrayList<>();
        if (catalog.find(operation.path()).size() > 1) {
            options.add("method=" + operation.method());
        }
        operation.query().stream()
                .filter(field -> field.required() && !field.name().equals(MCHID))
                .forEach(field -> options.add("query." + field.name() + "=" + option(sample(field))));
        if (operation.download()) {
            options.add("responseType=bytes");
        }
        String uri = "wechatpay:" + operation.path();
        return options.isEmpty() ? uri : uri + '?' + String.join("&", options);
    }

    private static String sample(Field field) {
        return Sample.required().value('/' + field.name(), field).toString();
    }

    /** Camel reads {@code +} and {@code %} of an option in its own way, unless told not to. */
    private static String option(String value) {
        return PLAIN.matcher(value).matches() ? value : "RAW(" + value + ")";
    }

    private static Optional<String> body(List<Field> fields) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> required = Sample.required().object(fields);
        return Optional.of(
                JsonText.indented(required.isEmpty() ? Sample.complete().object(fields) : required));
    }

    /** The component encrypts in a Map, and sends text as it is. */
    private static boolean isEncryptedIn(List<Field> fields) {
        return fields.stream().anyMatch(field -> field.encrypted() || isEncryptedIn(field.fields()));
    }

    private static String logged(Operation operation) {
        Set<String> sent = Stream.of(operation.pathParameters(), operation.query(), operation.body())
                .flatMap(List::stream)
                .map(Field::name)
                .collect(Collectors.toSet());
        return operation.answer().isEmpty() ? "${header.CamelWechatpayStatus}" : logged(operation.answer(), sent);
    }

    /** What is new is worth more than what the caller has sent, or is; a person has no place in a log. */
    private static String logged(List<Field> fields, Set<String> known) {
        Field shown = fields.stream()
                .filter(field -> field.type() != Field.Type.OBJECT && !field.array() && !field.encrypted())
                .filter(field -> !known.contains(field.name())
                        && !field.name().endsWith(MCHID)
                        && !field.name().endsWith("appid")
                        && !field.name().endsWith("openid"))
                .findFirst()
                .orElse(fields.get(0));
        return "${body[" + shown.name() + "]}";
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static String quoted(String text) {
        return '"' + escaped(text).replace("\"", "\\\"") + '"';
    }

    private static String textBlock(String text) {
        String indent = "\n" + " ".repeat(8);
        return "\"\"\"" + indent + escaped(text).replace("\"\"\"", "\\\"\"\"").replace("\n", indent) + "\"\"\"";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\");
    }
}
