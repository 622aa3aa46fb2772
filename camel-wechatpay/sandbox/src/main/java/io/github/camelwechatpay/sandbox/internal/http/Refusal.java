package io.github.camelwechatpay.sandbox.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rejects a request with an HTTP status, with a code and a message as APIv3 documents them, and with a {@code detail} that
 * names field, place and issue. It never contains a value. Error responses are not signed.
 */
public final class Refusal extends Exception {
    /** Suffixes of {@code Request-ID} that merchants know from WeChat Pay. */
    private static final long SIGNATURE = 268443699;

    private static final long PARAMETER = 268435461;
    private static final long UNDEFINED_FIELD = 270924358;
    private static final long DIFFERENT_PARAMETERS = 268498688;
    private static final long NO_ORDER = 268512771;
    private static final long FREQUENCY = 268447840;
    private static final long OTHER = 268435456;

    private static final long serialVersionUID = 1;
    private static final int MAX_NAME = 150;

    private final int status;
    private final String code;
    private final long number;
    private final String field;
    private final String location;
    private final String issue;
    private final @Nullable String expected;

    private Refusal(
            int status,
            String code,
            String message,
            long number,
            String field,
            String location,
            String issue,
            byte @Nullable [] expected) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.number = number;
        this.field = shortened(field);
        this.location = location;
        this.issue = issue;
        this.expected = expected == null ? null : new String(expected, StandardCharsets.UTF_8);
    }

    private static Refusal plain(int status, String code, String message, long number) {
        return new Refusal(status, code, message, number, "", "", "", null);
    }

    public static Refusal signature(String field, String issue) {
        return signature(field, issue, null);
    }

    public static Refusal signature(String field, String issue, byte @Nullable [] expected) {
        return new Refusal(
                401, "SIGN_ERROR", "Wrong signature: " + issue, SIGNATURE, field, "authorization", issue, expected);
    }

    public static Refusal serial(String issue) {
        return new Refusal(
                401,
                "SIGN_ERROR",
                "Wrong Wechatpay-Serial: " + issue,
                SIGNATURE,
                "Wechatpay-Serial",
                "header",
                issue,
                null);
    }

    public static Refusal parameter(String field, String location, String issue) {
        return field("PARAM_ERROR", "Wrong parameter", PARAMETER, field, location, issue);
    }

    public static Refusal undefined(String field, String location) {
        return field("PARAM_ERROR", "Wrong parameter", UNDEFINED_FIELD, field, location, "not a documented field");
    }

    public static Refusal differentParameters(String field, String location) {
        return field(
                "INVALID_REQUEST",
                "Number",
                DIFFERENT_PARAMETERS,
                field,
                location,
                "used before with different parameters");
    }

    /** Rejects with 400; the message says what {@code detail} says. */
    private static Refusal field(String code, String what, long number, String field, String location, String issue) {
        String name = field.isEmpty() ? "" : " " + shortened(field);
        String message = what + name + " in " + location + ": " + issue;
        return new Refusal(400, code, message, number, field, location, issue, null);
    }

    private static String shortened(String field) {
        return field.length() > MAX_NAME ? field.substring(0, MAX_NAME) : field;
    }

    public static Refusal unknownPath() {
        return plain(404, "RESOURCE_NOT_EXISTS", "No such operation", OTHER);
    }

    public static Refusal noResource(String what) {
        return plain(404, "RESOURCE_NOT_EXISTS", what, OTHER);
    }

    public static Refusal noOrder() {
        return plain(404, "ORDER_NOT_EXIST", "The order does not exist", NO_ORDER);
    }

    /** Rejects a call that the state of the order, refund or contract does not allow. */
    public static Refusal state(String code, String message) {
        return plain(400, code, message, OTHER);
    }

    public static Refusal method(String allowed) {
        return plain(405, "METHOD_NOT_ALLOWED", "This path takes " + allowed, OTHER);
    }

    static Refusal tooLarge(int limit) {
        return plain(413, "PARAM_ERROR", "The body has more than " + limit + " bytes", PARAMETER);
    }

    public static Refusal frequency() {
        return plain(429, "RATELIMIT_EXCEEDED", "Too many requests", FREQUENCY);
    }

    public static Refusal internal(String message) {
        return plain(500, "SYSTEM_ERROR", message, OTHER);
    }

    public int status() {
        return status;
    }

    public String verdict() {
        boolean named = getMessage().contains(field);
        return code + ": " + getMessage() + (named ? "" : " (" + location + " " + field + ")");
    }

    /** Returns the text that the gateway verified, where the signature did not match it. */
    public @Nullable String expected() {
        return expected;
    }

    public GatewayAnswer answer() {
        ObjectNode body = StrictJson.object().put("code", code).put("message", getMessage());
        if (!issue.isEmpty()) {
            body.putObject("detail")
                    .put("field", field)
                    .put("location", location)
                    .put("issue", issue);
        }
        return GatewayAnswer.json(status, StrictJson.bytes(body)).with(Map.of("Request-ID", RequestId.next(number)));
    }
}
