package io.github.camelwechatpay.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.camelwechatpay.json.WireJson;
import java.io.IOException;
import java.util.Set;

/**
 * The body of an error answer, read leniently: it is not signed, may be empty, and may be a proxy's HTML.
 *
 * @param code such as {@code PARAM_ERROR}, or null
 * @param message WeChat Pay's text, or null
 * @param detail JSON text of the undocumented member {@code detail}, or null
 */
public record ApiError(String code, String message, String detail) {

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

    /** Parses a body; a missing node stands for one that is no JSON. */
    static JsonNode tree(byte[] body) {
        try {
            return WireJson.parse(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /** Whether the code means "call again with the same parameters". */
    public boolean isRepeatable() {
        return code != null && REPEATABLE.contains(code);
    }

    private static String text(JsonNode error, String name) {
        JsonNode value = error.get(name);
        return value == null || !value.isValueNode() || value.isNull() ? null : SafeText.shown(value.asText(), LONGEST);
    }

    private static String detail(JsonNode detail) {
        return detail == null || detail.isNull() ? null : SafeText.shown(detail.toString(), LONGEST);
    }
}
