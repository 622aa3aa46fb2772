package io.github.camelwechatpay.keys;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.crypto.AeadCipher;
import io.github.camelwechatpay.crypto.CryptoProvider;
import io.github.camelwechatpay.crypto.EncryptedResource;
import io.github.camelwechatpay.crypto.EncryptedResource.OtherAlgorithmException;
import io.github.camelwechatpay.crypto.KeyReader;
import io.github.camelwechatpay.crypto.SignatureType;
import io.github.camelwechatpay.json.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the response of {@code GET v3/certificates} (WeChat Pay APIv3, "get platform certificates"). Thread-safe. */
public final class CertificateList {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateList.class);

    private final AeadCipher cipher;
    private final CryptoProvider provider;

    /** @param provider for the same signature type as the cipher's */
    public CertificateList(AeadCipher cipher, CryptoProvider provider) {
        this.cipher = cipher;
        this.provider = provider;
    }

    /** Returns the signature type of the keys in the list. */
    SignatureType signatureType() {
        return provider.type();
    }

    /**
     * Decrypts the certificates. A certificate that cannot be read is left out with a warning, if others can be read.
     *
     * @return at least one key
     * @throws IOException if the list is not as documented, or is not encrypted under the APIv3 key
     */
    List<TrustedKey> read(byte[] json) throws IOException {
        List<TrustedKey> keys = new ArrayList<>();
        IOException flaw = new IOException("the list of platform certificates is empty");
        JsonNode entries = WireJson.parse(json).path("data");
        for (JsonNode entry : entries) {
            try {
                keys.add(key(entry));
            } catch (IOException e) {
                flaw = e;
            }
        }
        if (keys.isEmpty()) {
            throw flaw;
        }
        if (keys.size() < entries.size()) {
            LOG.warn("A platform certificate is left out: {}", flaw.getMessage());
        }
        return keys;
    }

    private TrustedKey key(JsonNode entry) throws IOException {
        JsonNode sealed = entry.path("encrypt_certificate");
        EncryptedResource encrypted = new EncryptedResource(
                sealed.path("algorithm").asText(),
                sealed.path("nonce").asText(),
                sealed.path("associated_data").asText(),
                sealed.path("ciphertext").asText());
        byte[] pem;
        try {
            pem = encrypted.open(cipher);
        } catch (OtherAlgorithmException e) {
            throw new IOException("a platform certificate is " + e.getMessage());
        } catch (GeneralSecurityException e) {
            throw new IOException("a platform certificate cannot be decrypted: check option secretKey (the APIv3 key)");
        }
        X509Certificate certificate = certificate(pem);
        String serial = entry.path("serial_no").asText();
        if (!KeyId.normalize(serial).equals(KeyId.normalize(KeyId.of(certificate.getSerialNumber())))) {
            throw new IOException("a platform certificate does not have the serial number that the list gives");
        }
        try {
            return TrustedKey.certificate(serial, certificate, provider);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static X509Certificate certificate(byte[] pem) throws IOException {
        try {
            return KeyReader.certificates(new String(pem, StandardCharsets.US_ASCII), "platformCertificates")
                    .get(0);
        } catch (IllegalArgumentException e) {
            throw new IOException("the list holds something that is not a platform certificate", e);
        }
    }
}
