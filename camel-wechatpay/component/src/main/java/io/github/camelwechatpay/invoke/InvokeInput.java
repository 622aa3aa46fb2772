package io.github.camelwechatpay.invoke;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds the input of an invocation. Each entry of the body is checked by a strict pattern, so that it cannot forge
 * another part of the signed text. Other entries are ignored, because the body may be the response of a call.
 *
 * @param body a JSON object
 * @param appid the default of entry appid
 */
public record InvokeInput(JsonNode body, @Nullable String appid) {

    private static final Pattern APPID = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /** @throws IllegalArgumentException if the body is not a JSON object */
    public InvokeInput {
        if (!body.isObject()) {
            throw new IllegalArgumentException("The body is no JSON object: send a Map or a bean");
        }
    }

    String requireAppid() {
        String value = optional("appid", APPID).orElse(appid);
        if (value == null) {
            throw new IllegalArgumentException("No appid of the client: set option appid, or entry appid of the body");
        }
        return checked("appid", APPID, value);
    }

    String require(String entry, Pattern allowed) {
        return optional(entry, allowed)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Entry " + entry + " of the body is missing: send the response that has it, or a Map"));
    }

    Optional<String> optional(String entry, Pattern allowed) {
        JsonNode value = body.path(entry);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw wrong(entry);
        }
        return Optional.of(checked(entry, allowed, value.asText()));
    }

    private static String checked(String entry, Pattern allowed, String value) {
        if (!allowed.matcher(value).matches()) {
            throw wrong(entry);
        }
        return value;
    }

    private static IllegalArgumentException wrong(String entry) {
        return new IllegalArgumentException("The value of " + entry + " is none: it is empty or too long, or has"
                + " characters that do not belong there");
    }
}
