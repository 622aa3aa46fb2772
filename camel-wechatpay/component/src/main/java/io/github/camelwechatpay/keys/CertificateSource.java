package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.call.Deadline;
import java.util.List;

/** Brings the current platform certificates. Thread-safe. */
@FunctionalInterface
public interface CertificateSource {

    /**
     * @param trusted the keys so far; one of them must have signed the response, unless none is valid
     * @return the certificates of an answer that was verified, at least one
     * @throws Exception when they cannot be had now; the message says why and holds no secret
     */
    List<TrustedKey> download(TrustedKeys trusted, Deadline deadline) throws Exception;
}
