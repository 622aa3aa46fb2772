package io.github.camelwechatpay.call;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Explains an error response by its member {@code detail}: what is wrong, and where. The member {@code value} never gets
 * into a message. The response is not signed, so every member may be missing or of another type. Immutable.
 */
final class ErrorDetail {

    private static final int LONGEST = 256;
    /** A shorter value may be a part of an ordinary word or number, so it is replaced only where it stands alone. */
    private static final int SHORTEST_VALUE = 4;

    private static final String SIGNATURE = "the signature does not fit the key that WeChat Pay has: check that options"
            + " privateKey and merchantSerialNumber (or merchantCertificate) belong together";
    private static final String ANY = "check options mchid, merchantSerialNumber and privateKey, and this host's clock";

    private final JsonNode detail;
    private final JsonNode inner;
    private final String message;

    private ErrorDetail(JsonNode error) {
        detail = error.path("detail");
        // Some responses have the issue in a second object of that name
        inner = detail.path("detail");
        message = error.path("message").asText("");
    }

    /**
     * Reads the body of an error response.
     *
     * @param error as {@link ApiError#tree(byte[])} returns it
     * @return says nothing if the body has no {@code detail}
     */
    static ErrorDetail of(JsonNode error) {
        return new ErrorDetail(error);
    }

    /** Returns field, location and issue for a message, with a leading semicolon; empty if the response has none of them. */
    String text() {
        List<String> parts = new ArrayList<>();
        for (String name : List.of("field", "location", "issue")) {
            String value = member(name);
            if (!value.isEmpty()) {
                parts.add(name + ' ' + SafeText.shown(conceal(value), LONGEST));
            }
        }
        return parts.isEmpty() ? "" : "; " + String.join(", ", parts);
    }

    /** Replaces the wrong value where a text quotes it. */
    String conceal(String text) {
        String value = member("value");
        if (value.isEmpty()) {
            return text;
        }
        return value.length() < SHORTEST_VALUE
                ? text.replaceAll("(?<![0-9A-Za-z])" + Pattern.quote(value) + "(?![0-9A-Za-z])", "(value)")
                : text.replace(value, "(value)");
    }

    /**
     * Returns what to check after status 401.
     *
     * @param call the request that was signed
     */
    String signatureHint(Call call) {
        JsonNode received =
                detail.has("sign_information") ? detail.get("sign_information") : inner.path("sign_information");
        if (received.isObject()) {
            return comparison(call, received);
        }
        String about =
                (member("field").isEmpty() ? member("issue") + message : member("field")).toLowerCase(Locale.ROOT);
        if (about.contains("timestamp") || about.contains("时间戳")) {
            return "check this host's clock: WeChat Pay accepts a request within 5 minutes of its own time";
        }
        if (about.contains("wechatpay-serial")) {
            return "check options publicKeyId and platformCertificates: they name the key of WeChat Pay";
        }
        if (about.contains("serial") || about.contains("序列号")) {
            return "check option merchantSerialNumber (or merchantCertificate): WeChat Pay does not know the serial number"
                    + " of a valid API certificate of this merchant";
        }
        if (about.contains("mchid")) {
            return "check option mchid";
        }
        return about.contains("signature") ? SIGNATURE : ANY;
    }

    /** Compares the request with what WeChat Pay says it received, so that a change on the way shows. */
    private static String comparison(Call call, JsonNode received) {
        String method = received.path("method").asText("");
        String url = received.path("url").asText("").replaceFirst("^https?://[^/]*", "");
        if (!method.isEmpty() && !method.equals(call.method())) {
            return changed("method");
        }
        if (!url.isEmpty() && !url.equals(call.target())) {
            return changed("URL") + " and option gatewayPath";
        }
        String[] lines = received.path("truncated_sign_message").asText("").split("\n", -1);
        long length = received.path("sign_message_length").asLong();
        if (lines.length > 4 && length > 0) {
            int expected = call.signedBody().length + 1;
            for (int i = 0; i < 4; i++) {
                expected += lines[i].getBytes(StandardCharsets.UTF_8).length + 1;
            }
            if (length != expected) {
                return changed("body");
            }
        }
        return SIGNATURE;
    }

    private static String changed(String what) {
        return "WeChat Pay received another " + what
                + " than the component signed: a proxy changed it. Check your proxy";
    }

    private String member(String name) {
        JsonNode value = detail.hasNonNull(name) ? detail.get(name) : inner.path(name);
        return value.isValueNode() && !value.isNull() ? value.asText() : "";
    }
}
