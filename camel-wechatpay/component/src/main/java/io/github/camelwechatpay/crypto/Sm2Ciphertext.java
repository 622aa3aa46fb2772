package io.github.camelwechatpay.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.util.BigIntegers;

/**
 * Converts an SM2 ciphertext between its two forms. The wire has DER of SEQUENCE(INTEGER x, INTEGER y, OCTET STRING hash, OCTET STRING
 * ciphertext) (GB/T 35276); the engine has {@code 04 x y hash ciphertext}, x, y and hash of 32 bytes each.
 */
final class Sm2Ciphertext {

    private static final byte UNCOMPRESSED = 4;
    private static final int BYTES = 32;
    private static final int X = 1;
    private static final int Y = X + BYTES;
    private static final int HASH = Y + BYTES;
    private static final int CIPHERTEXT = HASH + BYTES;

    private Sm2Ciphertext() {}

    static byte[] toDer(byte[] engine) throws IOException {
        return der(
                new BigInteger(1, Arrays.copyOfRange(engine, X, Y)),
                new BigInteger(1, Arrays.copyOfRange(engine, Y, HASH)),
                Arrays.copyOfRange(engine, HASH, CIPHERTEXT),
                Arrays.copyOfRange(engine, CIPHERTEXT, engine.length));
    }

    /** @throws GeneralSecurityException if the bytes are not exactly the DER form */
    static byte[] toEngine(byte[] der) throws GeneralSecurityException {
        try {
            ASN1Sequence parts = ASN1Sequence.getInstance(der);
            BigInteger x = ASN1Integer.getInstance(parts.getObjectAt(0)).getPositiveValue();
            BigInteger y = ASN1Integer.getInstance(parts.getObjectAt(1)).getPositiveValue();
            byte[] hash = ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets();
            byte[] ciphertext =
                    ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets();
            if (hash.length == BYTES && ciphertext.length > 0 && Arrays.equals(der(x, y, hash, ciphertext), der)) {
                return ByteBuffer.allocate(CIPHERTEXT + ciphertext.length)
                        .put(UNCOMPRESSED)
                        .put(BigIntegers.asUnsignedByteArray(BYTES, x))
                        .put(BigIntegers.asUnsignedByteArray(BYTES, y))
                        .put(hash)
                        .put(ciphertext)
                        .array();
            }
        } catch (IOException | RuntimeException e) {
            throw new GeneralSecurityException("not an SM2 ciphertext", e);
        }
        throw new GeneralSecurityException("not an SM2 ciphertext");
    }

    private static byte[] der(BigInteger x, BigInteger y, byte[] hash, byte[] ciphertext) throws IOException {
        return new DERSequence(new ASN1Encodable[] {
                    new ASN1Integer(x), new ASN1Integer(y), new DEROctetString(hash), new DEROctetString(ciphertext)
                })
                .getEncoded(ASN1Encoding.DER);
    }
}
