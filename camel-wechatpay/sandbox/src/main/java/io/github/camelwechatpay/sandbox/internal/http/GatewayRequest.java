package io.github.camelwechatpay.sandbox.internal.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as received.
 *
 * @param host the host that the client reached by the proxy, in lower case; empty on the sandbox's own port
 * @param target raw, as on the request line, one character per byte
 * @param headers by case-insensitive name
 */
public record GatewayRequest(
        Optional<String> host, String method, String target, Map<String, List<String>> headers, byte[] body) {
    public String path() {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** Returns the raw query; a lone {@code ?} has an empty query. */
    public Optional<String> query() {
        int mark = target.indexOf('?');
        return mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
    }

    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** The value of a header that may come once at most. */
    public Optional<String> header(String name) throws Refusal {
        List<String> values = headers(name);
        if (values.size() > 1) {
            throw Refusal.parameter(name, "header", "sent more than once");
        }
        return values.stream().findFirst();
    }
}
