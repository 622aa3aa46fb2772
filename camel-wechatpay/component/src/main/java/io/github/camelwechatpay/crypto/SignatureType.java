package io.github.camelwechatpay.crypto;

import java.security.Key;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.jspecify.annotations.Nullable;

/** Names the algorithms that a merchant has agreed on with WeChat Pay. Algorithms of the two families are never mixed. */
public enum SignatureType {
    /** SHA-256 with RSA, AES-256-GCM, RSA OAEP. */
    RSA("SHA256-RSA2048", "SHA256withRSA", "AES", "AEAD_AES_256_GCM", new OaepFields()) {
        @Override
        String keyAlgorithm() {
            return "RSA";
        }

        @Override
        boolean fits(Key key) {
            return key.getAlgorithm().equals("RSA");
        }

        @Override
        boolean isSignatureLength(int bytes) {
            return bytes == RSA_BYTES;
        }

        @Override
        public boolean isReadable(PrivateKey own) {
            return own instanceof RSAKey;
        }

        @Override
        public boolean isPair(PrivateKey own, PublicKey certified) {
            return !(own instanceof RSAKey key)
                    || certified instanceof RSAKey other && key.getModulus().equals(other.getModulus());
        }

        @Override
        SecretKey resourceKey(byte[] secretKey) {
            return new SecretKeySpec(secretKey, "AES");
        }

        @Override
        List<String> nativeProviders() {
            return List.of(
                    "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider",
                    "org.conscrypt.OpenSSLProvider");
        }

        @Override
        @Nullable
        Provider standardProvider() {
            return null;
        }

        @Override
        public String certificatesQuery() {
            return "";
        }

        @Override
        String work() {
            return "RSA and AES-GCM";
        }
    },

    /** The national algorithms of China: SM2 with SM3, SM4-GCM, SM2 encryption (GB/T 32918, 32905 and 32907). */
    SM2("SM2-WITH-SM3", "SM3withSM2", "SM4", "AEAD_SM4_GCM", new Sm2Fields()) {
        @Override
        String keyAlgorithm() {
            return "EC";
        }

        @Override
        boolean fits(Key key) {
            return key instanceof ECKey ec
                    ? Sm2Curve.has(ec)
                    : List.of("EC", "SM2").contains(key.getAlgorithm());
        }

        @Override
        boolean isSignatureLength(int bytes) {
            return bytes >= SHORTEST_DER && bytes <= LONGEST_DER;
        }

        @Override
        public boolean isReadable(PrivateKey own) {
            return own instanceof ECPrivateKey;
        }

        @Override
        public boolean isPair(PrivateKey own, PublicKey certified) {
            return !(own instanceof ECPrivateKey key)
                    || certified instanceof ECPublicKey other
                            && Sm2Curve.point(key.getS()).equals(other.getW());
        }

        /** Returns the first half of the digest of the APIv3 key. */
        @Override
        SecretKey resourceKey(byte[] secretKey) {
            SM3Digest digest = new SM3Digest();
            digest.update(secretKey, 0, secretKey.length);
            byte[] hash = new byte[digest.getDigestSize()];
            digest.doFinal(hash, 0);
            return new SecretKeySpec(hash, 0, hash.length / 2, "SM4");
        }

        @Override
        List<String> nativeProviders() {
            return List.of();
        }

        @Override
        Provider standardProvider() {
            return BouncyCastle.PROVIDER;
        }

        @Override
        public String certificatesQuery() {
            return "?algorithm_type=SM2";
        }

        @Override
        String work() {
            return "SM2, SM3 and SM4-GCM";
        }
    };

    /** Most bytes of a signature of SM2: DER of a sequence of two numbers of at most 33 bytes. */
    private static final int LONGEST_DER = 72;

    private static final int SHORTEST_DER = 8;

    /** Bytes of a signature with a key of 2048 bits, a length that the name of the algorithm says. */
    private static final int RSA_BYTES = 256;

    private final String algorithm;
    private final String signature;
    private final String resourceTransformation;
    private final String resourceAlgorithm;
    private final FieldAlgorithm fields;

    SignatureType(
            String algorithm,
            String signature,
            String resourceCipher,
            String resourceAlgorithm,
            FieldAlgorithm fields) {
        this.algorithm = algorithm;
        this.signature = signature;
        this.resourceTransformation = resourceCipher + "/GCM/NoPadding";
        this.resourceAlgorithm = resourceAlgorithm;
        this.fields = fields;
    }

    /**
     * Reads option {@code signatureType}.
     *
     * @throws IllegalArgumentException naming the option and its values
     */
    public static SignatureType of(String name) {
        return Arrays.stream(values())
                .filter(type -> type.option().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("Option signatureType is \"" + name + "\": set it to rsa or sm2"));
    }

    /** Returns the type as option {@code signatureType} writes it. */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the algorithm as the Authorization scheme names it, after {@code WECHATPAY2-}. */
    String algorithm() {
        return algorithm;
    }

    /** Returns the value of header {@code Wechatpay-Signature-Type}. */
    public String header() {
        return "WECHATPAY2-" + algorithm;
    }

    /** Returns the value of field {@code algorithm} beside data that is encrypted under the APIv3 key. */
    String resourceAlgorithm() {
        return resourceAlgorithm;
    }

    /** Returns the query of the list of platform certificates: empty, or with its question mark. */
    public abstract String certificatesQuery();

    /**
     * Returns the key, after a check that it is for these algorithms.
     *
     * @param holder of the key, at the beginning of the message, such as {@code Option privateKey}
     * @throws IllegalArgumentException if the key is for other algorithms
     */
    public <K extends Key> K require(K key, String holder) {
        if (!fits(key)) {
            throw new IllegalArgumentException(holder + " holds " + kind(key) + ", but option signatureType is "
                    + option() + ": one of them must be changed");
        }
        return key;
    }

    /** Tells whether a private key shows the numbers that it consists of; a key in hardware does not. */
    public abstract boolean isReadable(PrivateKey own);

    /** Tells whether a private and a public key belong together; true for a private key that is not readable. */
    public abstract boolean isPair(PrivateKey own, PublicKey certified);

    /** Tells whether a text may be a signature of this type, which without a key means Base64 of the right length. */
    public boolean isSignature(String base64) {
        byte[] bytes = SignatureVerifier.decode(base64);
        return bytes != null && isSignatureLength(bytes.length);
    }

    /** Tells whether a text may name an algorithm of this type: it is not the algorithm of another type. */
    public boolean agreesWith(String name) {
        return Arrays.stream(values()).noneMatch(type -> type != this && type.algorithm.equals(name));
    }

    /** Describes a key. {@link KeyReader} has already rejected keys that are neither RSA nor SM2. */
    private static String kind(Key key) {
        return Arrays.stream(values())
                .filter(type -> type.fits(key))
                .findFirst()
                .map(type -> type == RSA ? "an RSA key" : "an SM2 key")
                .orElse("a key of another kind");
    }

    String signature() {
        return signature;
    }

    String resourceTransformation() {
        return resourceTransformation;
    }

    FieldAlgorithm fields() {
        return fields;
    }

    /** Returns the algorithm of a key factory. */
    abstract String keyAlgorithm();

    abstract boolean fits(Key key);

    abstract boolean isSignatureLength(int bytes);

    /**
     * Returns the key of {@link AeadCipher}.
     *
     * @param secretKey the APIv3 key
     */
    abstract SecretKey resourceKey(byte[] secretKey);

    /** Returns class names of providers that are preferred if they are on the class path, the fastest first. */
    abstract List<String> nativeProviders();

    /** Returns the provider without a native one; null for the platform's own choice. */
    abstract @Nullable Provider standardProvider();

    /** Returns what a provider must be able to do, for messages. */
    abstract String work();
}
