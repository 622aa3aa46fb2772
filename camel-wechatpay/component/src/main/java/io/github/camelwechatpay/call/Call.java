package io.github.camelwechatpay.call;

import io.github.camelwechatpay.files.UploadFile;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Represents a call that is complete except for its signature. The signed bytes are the sent bytes: the target is a
 * finished text and the body a finished array, and neither is parsed or encoded again.
 *
 * @param method the HTTP method
 * @param origin scheme, host and port
 * @param gatewayPath prefix that a reverse proxy strips: sent, not signed; {@code /prefix} with or without a slash at its
 *     end, or null for no prefix
 * @param target absolute path and query, as signed
 * @param body of an upload the part {@code meta}; not copied, never changed after construction
 * @param accept value of header Accept
 * @param wechatpaySerial name of the key that encrypts fields and is expected to sign the response; empty for the first
 *     download of certificates
 * @param idempotencyKey value of header Idempotency-Key
 * @param file the file of an upload, which is not signed; null for every other call
 */
public record Call(
        String method,
        URI origin,
        @Nullable String gatewayPath,
        String target,
        byte @Nullable [] body,
        String accept,
        String wechatpaySerial,
        @Nullable String idempotencyKey,
        @Nullable UploadFile file) {

    /** Name of the header that marks retries of one request. */
    public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private static final byte[] NOTHING = {};

    public Call {
        gatewayPath = gatewayPath == null ? "" : gatewayPath;
        if (gatewayPath.endsWith("/")) {
            // The target begins with a slash
            gatewayPath = gatewayPath.substring(0, gatewayPath.length() - 1);
        }
    }

    /** Creates a call that is not an upload. */
    public Call(
            String method,
            URI origin,
            @Nullable String gatewayPath,
            String target,
            byte @Nullable [] body,
            String accept,
            String wechatpaySerial,
            @Nullable String idempotencyKey) {
        this(method, origin, gatewayPath, target, body, accept, wechatpaySerial, idempotencyKey, null);
    }

    /** Returns the bytes that the signature covers; empty for a call without a body. */
    public byte[] signedBody() {
        return body == null ? NOTHING : body;
    }

    /** Tells whether the call is sent without TLS. */
    boolean isInClear() {
        return "http".equalsIgnoreCase(origin.getScheme());
    }

    /** Returns the target as on the request line. */
    public String wireTarget() {
        return gatewayPath + target;
    }

    /**
     * Returns the same call at another base URI.
     *
     * @param base the new base URI; its path, if it has one, replaces the prefix
     * @param prefix path of the present base URI
     */
    Call at(URI base, String prefix) {
        String path = base.getPath().equals("/") ? prefix : base.getPath();
        return new Call(
                method,
                base.resolve("/"),
                gatewayPath,
                path + target.substring(prefix.length()),
                body,
                accept,
                wechatpaySerial,
                idempotencyKey,
                file);
    }

    /** Returns method and path for messages. The query may hold personal data, so it is left out. */
    @Override
    public String toString() {
        int query = target.indexOf('?');
        return method + ' ' + (query < 0 ? target : target.substring(0, query));
    }
}
