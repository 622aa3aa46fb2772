package io.github.camelwechatpay.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.openssl.PEMException;

/** Tells what the bytes of a key or certificate are, by the first members of their ASN.1 sequence. */
enum KeyForm {
    /** RFC 5208. */
    PKCS8("a private key"),
    /** RFC 5208, section 6. */
    ENCRYPTED_PKCS8("a private key"),
    /** RSAPrivateKey of RFC 8017. */
    PKCS1("a private key"),
    /** ECPrivateKey of RFC 5915. */
    SEC1("a private key"),
    /** OpenSSL's older form, where a header in front of the Base64 names the encryption. */
    ENCRYPTED_BY_HEADER("a private key"),
    OPENSSH("a private key of OpenSSH"),
    /** SubjectPublicKeyInfo of RFC 5280. */
    PUBLIC_KEY("a public key"),
    /** RSAPublicKey of RFC 8017. */
    PKCS1_PUBLIC_KEY("a public key"),
    CERTIFICATE("a certificate"),
    CERTIFICATE_REQUEST("a certificate request"),
    PKCS12("a PKCS#12 store"),
    OTHER("something else");

    /** PROTOCOL.key of OpenSSH. */
    private static final byte[] OPENSSH_MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);

    private static final int PFX_VERSION = 3;

    private final String description;

    KeyForm(String description) {
        this.description = description;
    }

    String description() {
        return description;
    }

    boolean isPrivateKey() {
        return this == PKCS8
                || this == ENCRYPTED_PKCS8
                || this == PKCS1
                || this == SEC1
                || this == ENCRYPTED_BY_HEADER
                || this == OPENSSH;
    }

    /** @throws IOException if the content is neither ASN.1 nor a key of OpenSSH */
    static KeyForm of(byte[] content) throws IOException {
        if (Arrays.mismatch(content, OPENSSH_MAGIC) == OPENSSH_MAGIC.length) {
            return OPENSSH;
        }
        return first(content) instanceof ASN1Sequence sequence && sequence.size() > 1 ? of(sequence) : OTHER;
    }

    /** Reads the first value. A trusted certificate of OpenSSL has a second value behind the certificate. */
    static ASN1Primitive first(byte[] content) throws IOException {
        try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(content), content.length)) {
            ASN1Primitive first = in.readObject();
            if (first == null) {
                throw new PEMException("empty");
            }
            return first;
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new PEMException("ASN.1 is broken", e);
        }
    }

    private static KeyForm of(ASN1Sequence sequence) {
        ASN1Encodable second = sequence.getObjectAt(1);
        ASN1Encodable third = sequence.size() > 2 ? sequence.getObjectAt(2) : null;
        if (sequence.getObjectAt(0) instanceof ASN1Integer version) {
            if (second instanceof ASN1Integer) {
                return third == null ? PKCS1_PUBLIC_KEY : PKCS1;
            }
            if (second instanceof ASN1OctetString) {
                return SEC1;
            }
            if (third instanceof ASN1OctetString) {
                return PKCS8;
            }
            return version.hasValue(PFX_VERSION) ? PKCS12 : OTHER;
        }
        if (sequence.getObjectAt(0) instanceof ASN1Sequence body && body.size() > 0) {
            if (second instanceof ASN1OctetString) {
                return ENCRYPTED_PKCS8;
            }
            if (second instanceof ASN1BitString) {
                return PUBLIC_KEY;
            }
            if (third instanceof ASN1BitString) {
                // A request has no issuer, so its third member is a key; that of a certificate is a name
                return body.size() <= 4 ? CERTIFICATE_REQUEST : CERTIFICATE;
            }
        }
        return OTHER;
    }
}
