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
 * It logs a number of business, a state, a time, or a header: no person, and nothing that was encrypted. Immutable
 * and thread-safe.
 */
public final class RouteExample {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final String IDEMPOTENCY_HEADER = "CamelWechatpayIdempotencyKey";
    private static final String QUERY_HEADER = "CamelWechatpayQuery";
    private static final String STATUS_HEADER = "CamelWechatpayStatus";
    private static final String EVENT_TYPE_HEADER = "CamelWechatpayEventType";
    private static final String MCHID = "mchid";
    private static final String ORDER_NUMBER = "out_trade_no";
    private static final String TRANSACTION_NUMBER = "transaction_id";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/-]*");

    private final String uri;
    private final Map<String, Object> headers;
    private final Optional<String> body;
    private final String java;

    private RouteExample(String uri, Map<String, Object> headers, Optional<String> body, JavaRoute java) {
        this.uri = uri;
        this.headers = Collections.unmodifiableMap(headers);
        this.body = body;
        this.java = java.toString();
    }

    /**
     * A route that calls an operation with the required values, or with all where the body has none that is required. A
     * query parameter {@code mchid} is left to the component, which knows its own. Where a payment may be named by
     * {@code out_trade_no} or {@code transaction_id}, it is named by the first.
     *
     * @param catalog tells whether the path has several methods, one of which must then be named
     * @return empty where there is an {@linkplain #obstacle obstacle}
     */
    public static Optional<RouteExample> of(Catalog catalog, Operation operation) {
        return obstacle(operation).isPresent() ? Optional.empty() : Optional.of(call(catalog, operation));
    }

    /**
     * A route that takes a notification. One that is a {@linkplain Notification#replyWithin() question} is passed on to
     * another route, whose result is the answer.
     */
    public static RouteExample of(Notification event) {
        String type = event.eventType();
        String uri = "wechatpay:notify/" + slug(type.split("\\.", 2)[0]) + "?eventTypes=" + type;
        return event.replyWithin().isPresent()
                ? question(uri + "&answer=body", "direct:answer-" + slug(type))
                : notification(uri, LogText.of(event.fields(), Set.of(), EVENT_TYPE_HEADER));
    }

    /** Why there is no route for an operation, as a sentence; empty when there is one. */
    public static Optional<String> obstacle(Operation operation) {
        if (operation.urlFromAnswer()) {
            return Optional.of("No route: its address, query included, comes from an earlier answer.");
        }
        return Optional.empty();
    }

    /** The URI of the component: of the call, or of the consumer. */
    public String uri() {
        return uri;
    }

    /**
     * Headers that the route sets before the call: values of placeholders, an idempotency key where one is due, and in
     * {@code CamelWechatpayQuery} a map of the query parameters that are encrypted, which do not belong into a URI.
     */
    public Map<String, Object> headers() {
        return headers;
    }

    /** JSON text of the body; empty when none is sent, or a file. */
    public Optional<String> body() {
        return body;
    }

    /** The route in Camel's Java DSL, lines separated by {@code \n}, without one at the end. */
    public String java() {
        return java;
    }

    private static RouteExample notification(String uri, String log) {
        JavaRoute java = new JavaRoute(uri);
        java.log(log);
        return new RouteExample(uri, Map.of(), Optional.empty(), java);
    }

    private static RouteExample question(String uri, String answering) {
        JavaRoute java = new JavaRoute(uri);
        java.to(answering);
        return new RouteExample(uri, Map.of(), Optional.empty(), java);
    }

    private static RouteExample call(Catalog catalog, Operation operation) {
        String uri = uri(catalog, operation);
        Map<String, Object> headers = headers(operation);
        Optional<UploadForm> upload = operation.upload();
        Optional<String> body = upload.isPresent() ? Optional.empty() : body(operation.body());
        JavaRoute java = new JavaRoute("direct:" + slug(operation.name()));
        headers.forEach(java::setHeader);
        upload.ifPresent(form -> file(java, form, fileName(operation)));
        body.ifPresent(java::setBody);
        // The component encrypts in a Map, and sends text as it is
        if (body.isPresent() && Field.isAnyEncrypted(operation.body())) {
            java.unmarshalJson();
        }
        java.to(uri);
        java.log(LogText.of(operation.answer(), sent(operation), STATUS_HEADER));
        return new RouteExample(uri, headers, body, java);
    }

    /** The file alone, or with the members of its meta that the component cannot know. */
    private static void file(JavaRoute java, UploadForm form, String fileName) {
        Map<String, Object> fields = new LinkedHashMap<>();
        form.otherFields().filter(Field::required).forEach(field -> fields.put(field.name(), value(field)));
        java.setBodyToFile(form.file().name(), fileName, fields);
    }

    private static String fileName(Operation operation) {
        return operation.fileLimits().stream()
                .map(FileLimit::extension)
                .filter(extension -> !extension.equals(FileLimit.ANY))
                .findFirst()
                .map("example."::concat)
                .orElse("example.jpg");
    }

    private static String uri(Catalog catalog, Operation operation) {
        List<String> options = new ArrayList<>();
        if (catalog.find(operation.path()).size() > 1) {
            options.add("method=" + operation.method());
        }
        query(operation)
                .filter(field -> !isEncrypted(field))
                .forEach(field -> options.add(
                        "query." + field.name() + "=" + option(value(field).toString())));
        if (operation.download()) {
            options.add("responseType=bytes");
        }
        String uri = "wechatpay:" + operation.path();
        return options.isEmpty() ? uri : uri + '?' + String.join("&", options);
    }

    private static Map<String, Object> headers(Operation operation) {
        Map<String, Object> headers = new LinkedHashMap<>();
        operation
                .pathParameters()
                .forEach(field -> headers.put(field.name(), value(field).toString()));
        operation.headers().stream()
                .filter(field -> field.required() && field.name().equals(IDEMPOTENCY_KEY))
                .forEach(field -> headers.put(IDEMPOTENCY_HEADER, value(field).toString()));
        Map<String, String> encrypted = new LinkedHashMap<>();
        query(operation)
                .filter(RouteExample::isEncrypted)
                .forEach(field -> encrypted.put(field.name(), value(field).toString()));
        if (!encrypted.isEmpty()) {
            headers.put(QUERY_HEADER, Collections.unmodifiableMap(encrypted));
        }
        return headers;
    }

    private static Stream<Field> query(Operation operation) {
        return needed(operation.query()).filter(field -> !field.name().equals(MCHID));
    }

    private static boolean isEncrypted(Field field) {
        return Field.isAnyEncrypted(List.of(field));
    }

    /** Camel reads {@code +} and {@code %} of an option in its own way, unless told not to. */
    private static String option(String value) {
        return PLAIN.matcher(value).matches() ? value : "RAW(" + value + ")";
    }

    private static Optional<String> body(List<Field> fields) {
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> values = new LinkedHashMap<>();
        needed(fields).forEach(field -> values.put(field.name(), value(field)));
        return Optional.of(
                JsonText.indented(values.isEmpty() ? Sample.complete().object(fields) : values));
    }

    private static Stream<Field> needed(List<Field> fields) {
        boolean eitherNumber = isOptionalIn(fields, ORDER_NUMBER) && isOptionalIn(fields, TRANSACTION_NUMBER);
        return fields.stream()
                .filter(field ->
                        field.required() || eitherNumber && field.name().equals(ORDER_NUMBER));
    }

    private static boolean isOptionalIn(List<Field> fields, String name) {
        return fields.stream().anyMatch(field -> field.name().equals(name) && !field.required());
    }

    private static Object value(Field field) {
        return Sample.required().value('/' + field.name(), field);
    }

    private static Set<String> sent(Operation operation) {
        return Stream.of(operation.pathParameters(), operation.query(), operation.body())
                .flatMap(List::stream)
                .map(Field::name)
                .collect(Collectors.toSet());
    }

    private static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
