package io.github.camelwechatpay.sandbox.internal.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import java.util.Iterator;
import java.util.Set;

/**
 * The parameters of a control call: the members of the JSON object in its body. Each method throws
 * {@link IllegalArgumentException} that names a missing or wrong parameter, never its value.
 */
public final class ControlBody {
    private final JsonNode json;

    private ControlBody(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads the body of a control call.
     *
     * @param known the names that the call takes
     * @throws IllegalArgumentException when the body is not a JSON object, or has another name
     */
    public static ControlBody of(GatewayRequest request, Set<String> known) {
        JsonNode json = StrictJson.parse(request.body())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new IllegalArgumentException("The body must be a JSON object"));
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            if (!known.contains(names.next())) {
                throw new IllegalArgumentException("This call takes only "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return new ControlBody(json);
    }

    /** Tells whether the parameter is there, be it null. */
    public boolean has(String name) {
        return json.has(name);
    }

    /** Tells whether the parameter is there and null. */
    public boolean isNull(String name) {
        return json.path(name).isNull();
    }

    /** Returns an object as JSON text. */
    public String object(String name) {
        JsonNode value = json.path(name);
        if (!value.isObject()) {
            throw new IllegalArgumentException(name + " must be a JSON object");
        }
        return StrictJson.text(value);
    }

    /** Returns a string. */
    public String text(String name) {
        JsonNode value = json.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " must be a string");
        }
        return value.textValue();
    }

    /** Returns a whole number. */
    public int number(String name) {
        JsonNode value = json.path(name);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return value.intValue();
    }

    /** Returns true or false. */
    public boolean truth(String name) {
        JsonNode value = json.path(name);
        if (!value.isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return value.booleanValue();
    }
}
