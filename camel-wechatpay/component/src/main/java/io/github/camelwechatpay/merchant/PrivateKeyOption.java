package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.crypto.KeyEntry;
import io.github.camelwechatpay.crypto.KeyReader;
import io.github.camelwechatpay.crypto.KeyStoreReader;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.jspecify.annotations.Nullable;

/** Reads the merchant private key in each form that option privateKey may have. */
record PrivateKeyOption(CamelContext context) {

    private static final String OPTION = "privateKey";

    /**
     * Returns the key, null if the option is not set.
     *
     * @throws IllegalArgumentException naming the option that is wrong, and what to do
     */
    @Nullable
    KeyEntry read(MerchantSettings options) {
        Object value = options.privateKey();
        if (value == null) {
            return null;
        }
        String password = KeyResource.secret(context, options.privateKeyPassword(), "privateKeyPassword");
        if (value instanceof KeyStore store) {
            return KeyStoreReader.entry(store, options.keyAlias(), password, OPTION);
        }
        if (value instanceof KeyStoreParameters parameters) {
            return KeyStoreReader.entry(
                    open(parameters), options.keyAlias(), password != null ? password : password(parameters), OPTION);
        }
        if (value instanceof PrivateKey bean) {
            requireNoAlias(options);
            return new KeyEntry(KeyReader.check(bean, OPTION), null);
        }
        if (value instanceof String text) {
            return read(options, KeyResource.content(context, text, OPTION), password);
        }
        throw new IllegalArgumentException(
                "Option privateKey is a " + value.getClass().getName()
                        + ": it must be text or a bean of type java.security.PrivateKey, java.security.KeyStore or "
                        + KeyStoreParameters.class.getName());
    }

    private static KeyEntry read(MerchantSettings options, byte[] content, @Nullable String password) {
        if (KeyStoreReader.isPkcs12(content)) {
            return KeyStoreReader.entry(
                    KeyStoreReader.pkcs12(content, password, OPTION), options.keyAlias(), password, OPTION);
        }
        requireNoAlias(options);
        return new KeyEntry(KeyReader.privateKey(KeyResource.pem(content, "PRIVATE KEY"), password, OPTION), null);
    }

    private static void requireNoAlias(MerchantSettings options) {
        if (options.keyAlias() != null) {
            throw new IllegalArgumentException(
                    "Option keyAlias is set, but option privateKey is no key store: drop keyAlias");
        }
    }

    private KeyStore open(KeyStoreParameters parameters) {
        CamelContextAware.trySetCamelContext(parameters, context);
        try {
            return parameters.createKeyStore();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("Option privateKey: the key store of its KeyStoreParameters cannot be"
                    + " opened (" + e.getClass().getSimpleName() + "): check their resource, type and password");
        }
    }

    /** Returns the password of the store, because most stores have the same one for their keys. */
    private @Nullable String password(KeyStoreParameters parameters) {
        return parameters.getPassword() == null ? null : context.resolvePropertyPlaceholders(parameters.getPassword());
    }
}
