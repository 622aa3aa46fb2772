package io.github.camelwechatpay.sandbox.internal.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.util.BigIntegers;

/** Encrypts fields with SM2: UTF-8 text in, standard Base64 of the DER of SEQUENCE(x, y, hash, ciphertext) out. */
final class Sm2Cipher {
    /** The bytes of a coordinate, and of the hash. */
    private static final int BYTES = 32;

    private static final int UNCOMPRESSED = 4;

    private Sm2Cipher() {}

    static String encrypt(PublicKey key, String text) {
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        if (plain.length == 0) {
            throw new IllegalArgumentException("SM2 cannot encrypt an empty field");
        }
        try {
            SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
            engine.init(true, new ParametersWithRandom(Sm2Keys.parameters(key), new SecureRandom()));
            ByteBuffer sealed = ByteBuffer.wrap(engine.processBlock(plain, 0, plain.length));
            sealed.get();
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(new ASN1Integer(new BigInteger(1, take(sealed, BYTES))));
            parts.add(new ASN1Integer(new BigInteger(1, take(sealed, BYTES))));
            parts.add(new DEROctetString(take(sealed, BYTES)));
            parts.add(new DEROctetString(take(sealed, sealed.remaining())));
            return Base64.getEncoder().encodeToString(new DERSequence(parts).getEncoded());
        } catch (InvalidCipherTextException | IOException e) {
            throw new IllegalStateException("Cannot encrypt a field", e);
        }
    }

    /** Returns empty when the text is not Base64 of such DER, not encrypted for this key, or not UTF-8 inside. */
    static Optional<String> decrypt(PrivateKey key, String base64) {
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            ASN1Sequence parts = ASN1Sequence.getInstance(der);
            if (parts.size() != 4 || !Arrays.equals(parts.getEncoded("DER"), der)) {
                return Optional.empty();
            }
            ByteArrayOutputStream sealed = new ByteArrayOutputStream();
            sealed.write(UNCOMPRESSED);
            for (int i = 0; i < 2; i++) {
                BigInteger coordinate =
                        ASN1Integer.getInstance(parts.getObjectAt(i)).getPositiveValue();
                sealed.writeBytes(BigIntegers.asUnsignedByteArray(BYTES, coordinate));
            }
            sealed.writeBytes(ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets());
            sealed.writeBytes(ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets());
            SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
            engine.init(false, Sm2Keys.parameters(key));
            byte[] plain = engine.processBlock(sealed.toByteArray(), 0, sealed.size());
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(plain))
                    .toString());
        } catch (InvalidCipherTextException | IOException | RuntimeException e) {
            // RuntimeException: not such DER, too short, or a point that is not on the curve
            return Optional.empty();
        }
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }
}
