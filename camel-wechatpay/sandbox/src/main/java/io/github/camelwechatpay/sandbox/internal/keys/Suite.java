package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;

/** Algorithms that are used together. */
public enum Suite {
    /** RSA, SHA-256 and AES-256-GCM. */
    RSA("WECHATPAY2-SHA256-RSA2048", "SHA256withRSA") {
        @Override
        KeyPair newKeys() {
            return KeyPairs.generate();
        }

        @Override
        Optional<Provider> provider() {
            return Optional.empty();
        }

        @Override
        String sign(PrivateKey key, byte[] message) {
            return RsaSignature.sign(key, message);
        }

        @Override
        public boolean verify(PublicKey key, byte[] message, String base64) {
            return RsaSignature.verify(key, message, base64);
        }

        @Override
        public boolean takes(String text) {
            return OaepCipher.takes(text);
        }

        @Override
        public String encryptField(PublicKey key, String text) {
            return OaepCipher.encrypt(key, text);
        }

        @Override
        public Optional<String> decryptField(PrivateKey key, String base64) {
            return OaepCipher.decrypt(key, base64);
        }

        @Override
        public ResourceCipher resourceCipher(String secretKey) {
            return new AeadCipher(secretKey);
        }
    },

    /** The national algorithms of China: SM2, SM3 and SM4-GCM. */
    SM2("WECHATPAY2-SM2-WITH-SM3", "SM3withSM2") {
        @Override
        KeyPair newKeys() {
            return Sm2Keys.generate();
        }

        @Override
        Optional<Provider> provider() {
            return Optional.of(Sm2Keys.PROVIDER);
        }

        @Override
        String sign(PrivateKey key, byte[] message) {
            return Sm2Signature.sign(key, message);
        }

        @Override
        public boolean verify(PublicKey key, byte[] message, String base64) {
            return Sm2Signature.verify(key, message, base64);
        }

        @Override
        public boolean takes(String text) {
            return !text.isEmpty();
        }

        @Override
        public String encryptField(PublicKey key, String text) {
            return Sm2Cipher.encrypt(key, text);
        }

        @Override
        public Optional<String> decryptField(PrivateKey key, String base64) {
            return Sm2Cipher.decrypt(key, base64);
        }

        @Override
        public ResourceCipher resourceCipher(String secretKey) {
            return new Sm4Cipher(secretKey);
        }
    };

    private final String scheme;
    private final String certificateSignature;

    Suite(String scheme, String certificateSignature) {
        this.scheme = scheme;
        this.certificateSignature = certificateSignature;
    }

    /** Returns the suite of an RSA or an SM2 key. */
    public static Suite of(PublicKey key) {
        return key.getAlgorithm().equals("RSA") ? RSA : SM2;
    }

    public static Optional<Suite> ofScheme(String scheme) {
        return Arrays.stream(values())
                .filter(suite -> suite.scheme.equals(scheme))
                .findFirst();
    }

    /** Returns the scheme of {@code Authorization}, which is the value of {@code Wechatpay-Signature-Type}, too. */
    public String scheme() {
        return scheme;
    }

    /** Returns the signature algorithm of certificates, as JCA names it. */
    String certificateSignature() {
        return certificateSignature;
    }

    /** Returns the provider of the keys; empty if the JDK knows them. */
    abstract Optional<Provider> provider();

    abstract KeyPair newKeys();

    /** Returns Base64. */
    abstract String sign(PrivateKey key, byte[] message);

    /** Returns false, and throws no exception, for anything but the canonical text of a right signature. */
    public abstract boolean verify(PublicKey key, byte[] message, String base64);

    /** Tells whether a text can be an encrypted field. */
    public abstract boolean takes(String text);

    public abstract String encryptField(PublicKey key, String text);

    /** Returns empty when the text is not Base64, not encrypted for this key, or not UTF-8 inside. */
    public abstract Optional<String> decryptField(PrivateKey key, String base64);

    /** @param secretKey the APIv3 key */
    public abstract ResourceCipher resourceCipher(String secretKey);
}
