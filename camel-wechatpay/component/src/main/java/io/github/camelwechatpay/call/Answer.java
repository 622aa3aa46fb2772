package io.github.camelwechatpay.call;

import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.files.FileDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Represents a response of the gateway that is not verified yet.
 *
 * @param status HTTP status
 * @param headers the headers that make up the signature
 * @param requestId header Request-ID, to be quoted to WeChat Pay's support
 * @param retryAfter header Retry-After as received
 * @param location header Location of a redirect as received
 * @param body empty for a response without a body; the array that is verified is also the array that is parsed
 */
public record Answer(
        int status,
        SignedHeaders headers,
        @Nullable String requestId,
        @Nullable String retryAfter,
        @Nullable String location,
        byte[] body) {

    /** Creates a response that is no redirect. */
    public Answer(
            int status, SignedHeaders headers, @Nullable String requestId, @Nullable String retryAfter, byte[] body) {
        this(status, headers, requestId, retryAfter, null, body);
    }

    /** Returns the host that header Location leads to, fit for a message; empty without the header. */
    public Optional<String> redirect() {
        return Optional.ofNullable(location).map(SafeText::host);
    }

    /**
     * Returns the text that WeChat Pay signs in place of a statement: the digest of the body as JSON. A header of the
     * response has the same digest, but only a digest of the received bytes proves anything.
     */
    public byte[] digestText() {
        return FileDigest.signedText(FileDigest.messageDigest("SHA-1").digest(body));
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
