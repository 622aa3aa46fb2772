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

/**
 * The JCA provider that does the work of one signature type, chosen explicitly and never installed globally. Keys are
 * translated once by its own key factory: a native provider that has to translate a foreign key at every use is slower
 * than the JDK's. Immutable, thread-safe.
 */
public final class CryptoProvider {

    /** Value of option {@code cryptoProvider} that takes the fastest provider on the class path. */
    public static final String AUTO = "auto";

    private final SignatureType type;

    /** Null for the platform's own choice. */
    private final Provider provider;

    private CryptoProvider(SignatureType type, Provider provider) {
        this.type = type;
        this.provider = provider;
    }

    /** RSA by the providers installed in the platform, in their order. */
    public static CryptoProvider platform() {
        return new CryptoProvider(SignatureType.RSA, null);
    }

    /**
     * @param type what it is to do
     * @param name {@link #AUTO} in any letter case, the name of an installed provider, or the class name of one on the class path
     * @throws IllegalArgumentException when there is no such provider, or it cannot do the work
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

    /** Name of the provider, {@code platform} when the platform chooses. */
    public String name() {
        return provider == null ? "platform" : provider.getName();
    }

    /** The key in this provider's own form; to be done once per key. */
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

    /** The key in this provider's own form; to be done once per key. */
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

    /** Some providers look for themselves among those that are installed. */
    private static InvalidKeyException notInstalled(IllegalStateException e) {
        return new InvalidKeyException("the provider works only where the application installs it", e);
    }

    /** A key without an encoding lives in hardware: it stays with the provider that made it. */
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

    private static CryptoProvider load(SignatureType type, String name, ClassLoader loader) {
        try {
            Object instance =
                    Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
            return instance instanceof Provider provider ? new CryptoProvider(type, provider) : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null;
        }
    }
}
