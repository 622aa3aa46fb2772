package io.github.camelwechatpay.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.camelwechatpay.json.WireJson;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Represents the body of an error response. Reading is lenient: the body is not signed, may be empty, and may be a proxy's
 * HTML.
 *
 * @param code such as {@code PARAM_ERROR}
 * @param message WeChat Pay's text
 * @param detail JSON text of the undocumented member {@code detail}
 */
public record ApiError(
        @Nullable String code,
        @Nullable String message,
        @Nullable String detail) {

    private static final int LONGEST = 512;
    // 5xx codes that WeChat Pay documents as "call again with the same parameters"
    private static final Set<String> REPEATABLE = Set.of("SYSTEM_ERROR", "RATELIMIT_EXCEEDED");

    public static ApiError read(byte[] body) {
        return of(tree(body));
    }

    /** @param error as {@link #tree(byte[])} returns it */
    static ApiError of(JsonNode error) {
        return new ApiError(text(error, "code"), text(error, "message"), detail(error.get("detail")));
    }

    /** Parses a body. A missing node stands for a body that is not JSON. */
    static JsonNode tree(byte[] body) {
        try {
            return WireJson.parse(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Tells whether the code means "call again with the same parameters". */
    boolean isRepeatable() {
        return code != null && REPEATABLE.contains(code);
    }

    private static @Nullable String text(JsonNode error, String name) {
        JsonNode value = error.get(name);
        return value == null || !value.isValueNode() || value.isNull() ? null : SafeText.shown(value.asText(), LONGEST);
    }

    private static @Nullable String detail(@Nullable JsonNode detail) {
        return detail == null || detail.isNull() ? null : SafeText.shown(detail.toString(), LONGEST);
    }
}
