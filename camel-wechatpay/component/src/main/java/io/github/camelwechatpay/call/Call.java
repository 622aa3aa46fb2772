package io.github.camelwechatpay.call;

import io.github.camelwechatpay.files.UploadFile;
import java.net.URI;

/**
 * One call, complete but for its signature. What is signed is what is sent: the target is a finished text and the body
 * one array, neither is parsed or encoded again.
 *
 * @param method the HTTP method
 * @param origin scheme, host and port
 * @param gatewayPath prefix that a reverse proxy strips: sent, not signed; {@code /prefix} with or without a slash at its
 *     end, or null for none
 * @param target absolute path and query, as signed
 * @param body null without a body; the part {@code meta} of an upload; not copied, never changed after construction
 * @param accept value of header Accept
 * @param wechatpaySerial the key that the answer is expected to be signed with and fields are encrypted with; empty for
 *     the first download of certificates
 * @param idempotencyKey value of header Idempotency-Key, or null
 * @param file the file of an upload, which is not signed; else null
 */
public record Call(
        String method,
        URI origin,
        String gatewayPath,
        String target,
        byte[] body,
        String accept,
        String wechatpaySerial,
        String idempotencyKey,
        UploadFile file) {

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

    /** A call that is no upload. */
    public Call(
            String method,
            URI origin,
            String gatewayPath,
            String target,
            byte[] body,
            String accept,
            String wechatpaySerial,
            String idempotencyKey) {
        this(method, origin, gatewayPath, target, body, accept, wechatpaySerial, idempotencyKey, null);
    }

    /** The bytes that the signature covers. */
    public byte[] signedBody() {
        return body == null ? NOTHING : body;
    }

    /** Whether the call is sent without TLS. */
    public boolean isInClear() {
        return "http".equalsIgnoreCase(origin.getScheme());
    }

    /** The target as on the request line. */
    public String wireTarget() {
        return gatewayPath + target;
    }

    /**
     * The same call at another base URI.
     *
     * @param base its path, if it has one, replaces that of the base URI so far
     * @param prefix path of the base URI so far
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

    /** Method and path, for messages: no query, which may hold personal data. */
    @Override
    public String toString() {
        int query = target.indexOf('?');
        return method + ' ' + (query < 0 ? target : target.substring(0, query));
    }
}
