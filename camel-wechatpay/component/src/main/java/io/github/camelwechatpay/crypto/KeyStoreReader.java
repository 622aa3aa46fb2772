package io.github.camelwechatpay.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.jspecify.annotations.Nullable;

/** Reads the private key of a key store. Messages begin with the option that holds the store, and never hold content. */
public final class KeyStoreReader {

    private static final int PFX_VERSION = 3;

    private KeyStoreReader() {}

    /** Tells whether the content is a PKCS#12 store (RFC 7292, section 4: PFX, version 3). */
    public static boolean isPkcs12(byte[] content) {
        if (content.length == 0) {
            return false;
        }
        try {
            ASN1Sequence pfx = ASN1Sequence.getInstance(content);
            return pfx.size() > 1 && pfx.getObjectAt(0) instanceof ASN1Integer version && version.hasValue(PFX_VERSION);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return false;
        }
    }

    /**
     * Opens a PKCS#12 store.
     *
     * @throws IllegalArgumentException naming the option and the remedy, also if the password is null
     */
    public static KeyStore pkcs12(byte[] content, @Nullable String password, String option) {
        if (password == null) {
            throw new IllegalArgumentException(
                    "Option " + option + " holds a PKCS#12 store: set option"
                            + " privateKeyPassword (WeChat Pay's own apiclient_cert.p12 has the merchant number as its password)");
        }
        try {
            return load(KeyStore.getInstance("PKCS12"), content, password);
        } catch (IOException | GeneralSecurityException e) {
            return byBouncyCastle(content, password, option);
        }
    }

    /** Opens a store of SM2, whose curve the JDK does not know and takes for a wrong password. */
    private static KeyStore byBouncyCastle(byte[] content, String password, String option) {
        try {
            return load(KeyStore.getInstance("PKCS12", BouncyCastle.PROVIDER), content, password);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException ? locked(option) : unsupported(option);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw unsupported(option);
        }
    }

    private static KeyStore load(KeyStore store, byte[] content, String password)
            throws IOException, GeneralSecurityException {
        store.load(new ByteArrayInputStream(content), password.toCharArray());
        return store;
    }

    /**
     * Returns the private key that the alias names, or the only private key.
     *
     * @param alias null for the only private key
     * @param password null for a key without a password
     * @throws IllegalArgumentException naming the option and the remedy
     */
    public static KeyEntry entry(KeyStore store, @Nullable String alias, @Nullable String password, String option) {
        try {
            String name = name(store, alias, option);
            if (!(store.getKey(name, password == null ? null : password.toCharArray()) instanceof PrivateKey key)) {
                throw locked(option);
            }
            return new KeyEntry(
                    KeyReader.check(key, option),
                    store.getCertificate(name) instanceof X509Certificate certificate ? certificate : null);
        } catch (UnrecoverableKeyException e) {
            boolean unknown = e.getMessage() != null && e.getMessage().startsWith("Private key not stored as PKCS#8");
            throw unknown ? unsupported(option) : locked(option);
        } catch (GeneralSecurityException e) {
            throw broken(option, e);
        }
    }

    private static String name(KeyStore store, @Nullable String alias, String option) throws KeyStoreException {
        List<String> names = Collections.list(store.aliases());
        names.removeIf(name -> !isPrivateKey(store, name));
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    "Option " + option + " holds a key store without a private key: export it together with the key");
        }
        if (alias == null) {
            if (names.size() > 1) {
                throw new IllegalArgumentException("Option " + option + " holds a key store with " + names.size()
                        + " private keys: set option keyAlias to the name of the merchant's");
            }
            return names.get(0);
        }
        if (!isPrivateKey(store, alias)) {
            throw new IllegalArgumentException("Option keyAlias names "
                    + (store.containsAlias(alias) ? "an entry that is no private key" : "no entry")
                    + " in the key store of option " + option + ": set it to the name of "
                    + (names.size() == 1
                            ? "its one private key, or drop it"
                            : "one of its " + names.size() + " private keys"));
        }
        return alias;
    }

    private static boolean isPrivateKey(KeyStore store, String alias) {
        try {
            return store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class);
        } catch (KeyStoreException e) {
            return false;
        }
    }

    private static IllegalArgumentException locked(String option) {
        return new IllegalArgumentException(
                "Option " + option + " holds a key store that cannot be opened: check option privateKeyPassword");
    }

    /** Leaves the cause out, as {@link #broken} does. */
    private static IllegalArgumentException unsupported(String option) {
        return new IllegalArgumentException(
                "Option " + option + " holds a key store that is broken, or is encrypted in a"
                        + " way that is not supported. Export it again by: openssl pkcs12 -export -keypbe aes-256-cbc -certpbe"
                        + " aes-256-cbc");
    }

    /** Leaves the cause out, because its message may quote what was read. */
    private static IllegalArgumentException broken(String option, Exception cause) {
        return new IllegalArgumentException(
                "Option " + option + " holds a key store that is broken, or was never loaded ("
                        + cause.getClass().getSimpleName() + ")");
    }
}
