package io.github.camelwechatpay.sandbox.internal.call;

import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.internal.keys.Merchant;
import io.github.camelwechatpay.sandbox.internal.keys.PlatformKey;
import io.github.camelwechatpay.sandbox.internal.keys.Suite;
import java.security.PublicKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The caller of an operation and the keys that it uses. A caller without a signature is anonymous: it can download an invoice
 * file, and nothing else.
 *
 * @param merchant the merchant that signed; null for an anonymous caller
 * @param merchantKey the key that signed and encrypts the response's fields; null for an anonymous caller
 * @param answerKey signs the response
 * @param namedKey the id in {@code Wechatpay-Serial}; empty if the request named no key and has no encrypted field
 */
public record Caller(
        @Nullable Merchant merchant, @Nullable PublicKey merchantKey, PlatformKey answerKey, String namedKey) {
    public static Caller anonymous(PlatformKey answerKey) {
        return new Caller(null, null, answerKey, "");
    }

    /** Returns the algorithms of the request and of its response. */
    public Suite suite() {
        return answerKey.suite();
    }

    /** Addresses a notification that follows from this call: to the same merchant, with the same algorithms. */
    public SandboxNotification address(SandboxNotification notification) {
        SandboxNotification own = notification.mchid(mchid());
        return suite() == Suite.SM2 ? own.signWith(SigningKey.SM2) : own;
    }

    /** Returns the merchant number; empty for an anonymous caller. */
    public String mchid() {
        return merchant == null ? "" : merchant.mchid();
    }

    /** @throws NullPointerException for an anonymous caller */
    public Merchant requireMerchant() {
        return Objects.requireNonNull(merchant, "The caller is anonymous");
    }

    /** @throws NullPointerException for an anonymous caller */
    public PublicKey requireMerchantKey() {
        return Objects.requireNonNull(merchantKey, "The caller is anonymous");
    }
}
