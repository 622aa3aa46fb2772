package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import javax.crypto.Cipher;

/**
 * The JCA provider that does the work, chosen explicitly and never installed globally. Keys are translated once by its
 * own key factory: a native provider that has to translate a foreign key at every use is slower than the JDK's.
 * Immutable, thread-safe.
 */
public final class CryptoProvider {

    /** Value of option {@code cryptoProvider} that takes the fastest provider on the class path. */
    public static final String AUTO = "auto";

    private static final List<String> NATIVE = List.of(
            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider", "org.conscrypt.OpenSSLProvider");

    /** Null for the platform's own choice. */
    private final Provider provider;

    private CryptoProvider(Provider provider) {
        this.provider = provider;
    }

    /** The providers installed in the platform, in their order. */
    public static CryptoProvider platform() {
        return new CryptoProvider(null);
    }

    /**
     * @param name {@link #AUTO}, the name of an installed provider, or the class name of one on the class path
     * @throws IllegalArgumentException when there is no such provider, or it cannot do RSA and AES-GCM
     */
    public static CryptoProvider of(String name, ClassLoader loader) {
        if (AUTO.equals(name)) {
            return NATIVE.stream()
                    .map(type -> load(type, loader))
                    .filter(candidate -> candidate != null && candidate.isUsable())
                    .findFirst()
                    .orElseGet(CryptoProvider::platform);
        }
        Provider installed = Security.getProvider(name);
        CryptoProvider chosen = installed != null ? new CryptoProvider(installed) : load(name, loader);
        if (chosen == null || !chosen.isUsable()) {
            throw new IllegalArgumentException("Crypto provider \"" + name + "\" is "
                    + (chosen == null
                            ? "neither installed nor on the class path"
                            : "not able to do RSA and AES-GCM here")
                    + ": set option cryptoProvider to auto, or to the name of a provider that is there");
        }
        return chosen;
    }

    /** Name of the provider, {@code platform} when the platform chooses. */
    public String name() {
        return provider == null ? "platform" : provider.getName();
    }

    /** The key in this provider's own form; to be done once per key. */
    public PrivateKey translate(PrivateKey key) throws GeneralSecurityException {
        return isForeign(key) ? keyFactory(key).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())) : key;
    }

    /** The key in this provider's own form; to be done once per key. */
    public PublicKey translate(PublicKey key) throws GeneralSecurityException {
        return isForeign(key) ? keyFactory(key).generatePublic(new X509EncodedKeySpec(key.getEncoded())) : key;
    }

    Signature signature(String algorithm) throws GeneralSecurityException {
        return provider == null ? Signature.getInstance(algorithm) : Signature.getInstance(algorithm, provider);
    }

    Cipher cipher(String transformation) throws GeneralSecurityException {
        return provider == null ? Cipher.getInstance(transformation) : Cipher.getInstance(transformation, provider);
    }

    private KeyFactory keyFactory(Key key) throws GeneralSecurityException {
        return KeyFactory.getInstance(key.getAlgorithm(), provider);
    }

    /** A key without an encoding lives in hardware: it stays with the provider that made it. */
    private boolean isForeign(Key key) {
        return provider != null && key.getEncoded() != null;
    }

    private boolean isUsable() {
        try {
            signature(RsaSigner.ALGORITHM);
            cipher(AeadCipher.TRANSFORMATION);
            KeyFactory.getInstance("RSA", provider);
            return true;
        } catch (GeneralSecurityException | LinkageError e) {
            return false;
        }
    }

    private static CryptoProvider load(String type, ClassLoader loader) {
        try {
            Object instance =
                    Class.forName(type, true, loader).getDeclaredConstructor().newInstance();
            return instance instanceof Provider provider ? new CryptoProvider(provider) : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
