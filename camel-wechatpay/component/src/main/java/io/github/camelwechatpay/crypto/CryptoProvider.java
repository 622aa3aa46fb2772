package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;

/**
 * Represents the JCA provider for one signature type, which is chosen explicitly and never installed globally. Its own key
 * factory translates each key once, because a native provider that translates a foreign key at every use is slower than the
 * JDK's. Immutable, thread-safe.
 */
public final class CryptoProvider {

    /** Value of option {@code cryptoProvider} that takes the fastest provider on the class path. */
    public static final String AUTO = "auto";

    private final SignatureType type;

    /** Null for the platform's own choice. */
    private final @Nullable Provider provider;

    private CryptoProvider(SignatureType type, @Nullable Provider provider) {
        this.type = type;
        this.provider = provider;
    }

    /** Returns RSA by the providers that are installed in the platform, in their order. */
    public static CryptoProvider platform() {
        return new CryptoProvider(SignatureType.RSA, null);
    }

    /**
     * Finds a provider.
     *
     * @param type signature type that the provider must support
     * @param name {@link #AUTO} in any letter case, the name of an installed provider, or the class name of a provider on the
     *     class path
     * @throws IllegalArgumentException if no such provider exists, or it does not support the type
     */
    public static CryptoProvider of(SignatureType type, String name, ClassLoader loader) {
        if (AUTO.equalsIgnoreCase(name)) {
            return type.nativeProviders().stream()
                    .map(candidate -> load(type, candidate, loader))
                    .filter(candidate -> candidate != null && candidate.isUsable())
                    .findFirst()
                    .orElseGet(() -> new CryptoProvider(type, type.standardProvider()));
        }
        Provider installed = Security.getProvider(name);
        CryptoProvider chosen = installed != null ? new CryptoProvider(type, installed) : load(type, name, loader);
        if (chosen == null || !chosen.isUsable()) {
            throw new IllegalArgumentException("Crypto provider \"" + name + "\" is "
                    + (chosen == null
                            ? "neither installed nor on the class path"
                            : "not able to do " + type.work() + " here")
                    + ": set option cryptoProvider to auto, or to the name of a provider that is there");
        }
        return chosen;
    }

    public SignatureType type() {
        return type;
    }

    /** Returns the name of the provider; {@code platform} if the platform chooses. */
    public String name() {
        return provider == null ? "platform" : provider.getName();
    }

    /** Translates a key into this provider's own form. To be called once per key. */
    public PrivateKey translate(PrivateKey key) throws GeneralSecurityException {
        if (!isForeign(key)) {
            return key;
        }
        try {
            return keyFactory().generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
        } catch (IllegalStateException e) {
            throw notInstalled(e);
        }
    }

    /** Translates a key into this provider's own form. To be called once per key. */
    public PublicKey translate(PublicKey key) throws GeneralSecurityException {
        if (!isForeign(key)) {
            return key;
        }
        try {
            return keyFactory().generatePublic(new X509EncodedKeySpec(key.getEncoded()));
        } catch (IllegalStateException e) {
            throw notInstalled(e);
        }
    }

    Signature signature() throws GeneralSecurityException {
        String algorithm = type.signature();
        return provider == null ? Signature.getInstance(algorithm) : Signature.getInstance(algorithm, provider);
    }

    Cipher cipher(String transformation) throws GeneralSecurityException {
        return provider == null ? Cipher.getInstance(transformation) : Cipher.getInstance(transformation, provider);
    }

    private KeyFactory keyFactory() throws GeneralSecurityException {
        return KeyFactory.getInstance(type.keyAlgorithm(), provider);
    }

    /** Explains the failure of a provider that looks for itself among the installed providers. */
    private static InvalidKeyException notInstalled(IllegalStateException e) {
        return new InvalidKeyException("the provider works only where the application installs it", e);
    }

    /** Tells whether a key must be translated. A key without an encoding is in hardware and stays with its provider. */
    private boolean isForeign(Key key) {
        return provider != null && key.getEncoded() != null;
    }

    private boolean isUsable() {
        try {
            signature();
            cipher(type.resourceTransformation());
            keyFactory();
            return true;
        } catch (GeneralSecurityException | LinkageError e) {
            return false;
        }
    }

    private static @Nullable CryptoProvider load(SignatureType type, String name, ClassLoader loader) {
        try {
            Object instance =
                    Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
            return instance instanceof Provider provider ? new CryptoProvider(type, provider) : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
