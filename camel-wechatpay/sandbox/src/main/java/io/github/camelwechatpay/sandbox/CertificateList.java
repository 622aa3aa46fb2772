package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;

/** {@code GET /v3/certificates} and its global twin: the platform certificates, encrypted under the APIv3 key. */
final class CertificateList implements CallHandler {
    private static final String ASSOCIATED_DATA = "certificate";

    private final PlatformKeys keys;

    CertificateList(PlatformKeys keys) {
        this.keys = keys;
    }

    @Override
    public ObjectNode execute(Call call) throws Refusal {
        List<PlatformCertificate> certificates = keys.published();
        if (certificates.isEmpty()
                || call.query().getOrDefault("algorithm_type", "RSA").equals("SM2")) {
            throw Refusal.noResource("This merchant has no platform certificate");
        }
        ObjectNode answer = StrictJson.object();
        ArrayNode data = answer.putArray("data");
        AeadCipher cipher = call.caller().merchant().cipher();
        certificates.forEach(certificate -> data.add(entry(certificate, cipher)));
        return answer;
    }

    private static ObjectNode entry(PlatformCertificate platform, AeadCipher cipher) {
        X509Certificate certificate = platform.certificate();
        String nonce = RandomText.secure().hex(AeadCipher.NONCE_LENGTH);
        ObjectNode entry = StrictJson.object()
                .put("serial_no", platform.key().id())
                .put(
                        "effective_time",
                        SandboxClock.rfc3339(certificate.getNotBefore().toInstant()))
                .put(
                        "expire_time",
                        SandboxClock.rfc3339(certificate.getNotAfter().toInstant()));
        entry.putObject("encrypt_certificate")
                .put("algorithm", AeadCipher.ALGORITHM)
                .put("nonce", nonce)
                .put("associated_data", ASSOCIATED_DATA)
                .put(
                        "ciphertext",
                        cipher.encrypt(
                                Pem.of(certificate).getBytes(StandardCharsets.US_ASCII), nonce, ASSOCIATED_DATA));
        return entry;
    }
}
