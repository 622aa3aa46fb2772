package io.github.camelwechatpay.call;

import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.files.FileDigest;
import java.util.Optional;

/**
 * What the gateway answered, not yet verified.
 *
 * @param status HTTP status
 * @param headers the headers that a signature consists of
 * @param requestId header Request-ID, to be quoted to WeChat Pay's support; or null
 * @param retryAfter header Retry-After as it came, or null
 * @param location header Location of a redirect as it came, or null
 * @param body empty without a body; the array that is verified is the one that is parsed
 */
public record Answer(
        int status, SignedHeaders headers, String requestId, String retryAfter, String location, byte[] body) {

    /** A response that leads nowhere else. */
    public Answer(int status, SignedHeaders headers, String requestId, String retryAfter, byte[] body) {
        this(status, headers, requestId, retryAfter, null, body);
    }

    /** Returns the host that header Location leads to, fit for a message; empty without the header. */
    public Optional<String> redirect() {
        return Optional.ofNullable(location).map(SafeText::host);
    }

    /**
     * What WeChat Pay signs in place of a statement: the digest of the body as JSON. A header of the answer says the same
     * digest, but only the one that is made of the received bytes proves anything.
     */
    public byte[] digestText() {
        return FileDigest.signedText(FileDigest.messageDigest("SHA-1").digest(body));
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
