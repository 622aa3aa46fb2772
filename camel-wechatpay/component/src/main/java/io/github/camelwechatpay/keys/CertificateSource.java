package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.call.Deadline;
import java.util.List;

/** Downloads the current platform certificates. Thread-safe. */
@FunctionalInterface
public interface CertificateSource {

    /**
     * Downloads the certificates.
     *
     * @param trusted the keys so far; if any of them is valid, a valid one must have signed the response
     * @return the certificates of a verified response, at least one
     * @throws Exception if the download fails; the message says why and holds no secret
     */
    List<TrustedKey> download(TrustedKeys trusted, Deadline deadline) throws Exception;
}
