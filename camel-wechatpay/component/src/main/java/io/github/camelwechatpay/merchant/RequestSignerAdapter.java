package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.RequestSigner;
import io.github.camelwechatpay.crypto.MessageSigner;
import io.github.camelwechatpay.crypto.SignatureType;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Signs with the bean of option requestSigner, and lets only Base64 get into a header. Thread-safe if the bean
 * is.
 */
final class RequestSignerAdapter implements MessageSigner {

    private static final Pattern ALGORITHM = Pattern.compile("[0-9A-Z]+(-[0-9A-Z]+)*");

    private final RequestSigner signer;
    private final String algorithm;

    /** @throws IllegalArgumentException if the bean names no algorithm, or one of the other signature type */
    RequestSignerAdapter(RequestSigner signer, SignatureType type) {
        this.signer = signer;
        this.algorithm = signer.algorithm();
        if (algorithm == null || !ALGORITHM.matcher(algorithm).matches()) {
            throw new IllegalArgumentException(
                    "The bean of option requestSigner names no algorithm: return one such as SHA256-RSA2048");
        }
        if (!type.agreesWith(algorithm)) {
            throw new IllegalArgumentException("The bean of option requestSigner signs with " + algorithm
                    + ", but option signatureType is " + type.option() + ": one of them must be changed");
        }
    }

    @Override
    public String algorithm() {
        return algorithm;
    }

    /** Returns false, because the bean may ask another machine. */
    @Override
    public boolean isOnProcessor() {
        return false;
    }

    @Override
    public String sign(byte[] message) throws GeneralSecurityException {
        String signature;
        try {
            signature = signer.sign(message);
        } catch (RuntimeException e) {
            throw new GeneralSecurityException("the bean of option requestSigner failed", e);
        }
        if (!isBase64(signature)) {
            throw new GeneralSecurityException("the bean of option requestSigner returned no Base64");
        }
        return signature;
    }

    private static boolean isBase64(@Nullable String text) {
        try {
            return text != null && Base64.getDecoder().decode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
