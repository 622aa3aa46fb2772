package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.call.CallHandler;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import io.github.camelwechatpay.sandbox.internal.keys.AeadCipher;
import io.github.camelwechatpay.sandbox.internal.keys.Merchant;
import io.github.camelwechatpay.sandbox.internal.keys.Pem;
import io.github.camelwechatpay.sandbox.internal.keys.PlatformCertificate;
import io.github.camelwechatpay.sandbox.internal.keys.PlatformKeys;
import io.github.camelwechatpay.sandbox.internal.keys.ResourceCipher;
import io.github.camelwechatpay.sandbox.internal.keys.Suite;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;

/**
 * Executes {@code GET /v3/certificates} and {@code GET /v3/global/certificates}: the platform certificates of the
 * requested kind, each encrypted under the APIv3 key by the algorithms of its kind.
 */
public final class CertificateList implements CallHandler {
    private static final String ASSOCIATED_DATA = "certificate";

    private final PlatformKeys keys;

    public CertificateList(PlatformKeys keys) {
        this.keys = keys;
    }

    @Override
    public ObjectNode execute(Call call) throws Refusal {
        String kind = call.query().getOrDefault("algorithm_type", Suite.RSA.name());
        List<PlatformCertificate> certificates = keys.published().stream()
                .filter(certificate ->
                        kind.equals("ALL") || certificate.key().suite().name().equals(kind))
                .sorted(Comparator.comparing(certificate -> certificate.key().suite()))
                .toList();
        if (certificates.isEmpty()) {
            throw Refusal.noResource("This merchant has no platform certificate");
        }
        ObjectNode answer = StrictJson.object();
        ArrayNode data = answer.putArray("data");
        Merchant merchant = call.caller().requireMerchant();
        certificates.forEach(certificate ->
                data.add(entry(certificate, merchant.cipher(certificate.key().suite()))));
        return answer;
    }

    private static ObjectNode entry(PlatformCertificate platform, ResourceCipher cipher) {
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
                .put("algorithm", cipher.algorithm())
                .put("nonce", nonce)
                .put("associated_data", ASSOCIATED_DATA)
                .put(
                        "ciphertext",
                        cipher.encrypt(
                                Pem.of(certificate).getBytes(StandardCharsets.US_ASCII), nonce, ASSOCIATED_DATA));
        return entry;
    }
}
