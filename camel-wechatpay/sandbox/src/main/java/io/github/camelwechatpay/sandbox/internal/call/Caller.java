package io.github.camelwechatpay.sandbox.internal.call;

import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.internal.keys.Merchant;
import io.github.camelwechatpay.sandbox.internal.keys.PlatformKey;
import io.github.camelwechatpay.sandbox.internal.keys.Suite;
import java.security.PublicKey;

/**
 * Who calls, and which keys it wants to deal with.
 *
 * @param merchant null where nobody signed
 * @param merchantKey of the certificate that signed: what is encrypted for the merchant is encrypted with it
 * @param answerKey signs the answer
 * @param namedKey the id in {@code Wechatpay-Serial}; empty when it named none, so nothing can be encrypted for it
 */
public record Caller(Merchant merchant, PublicKey merchantKey, PlatformKey answerKey, String namedKey) {
    public static Caller anonymous(PlatformKey answerKey) {
        return new Caller(null, null, answerKey, "");
    }

    /** The kind of signature that the request has, and its answer. */
    public Suite suite() {
        return answerKey.suite();
    }

    /** A notification that this call leads to: for the same merchant, and of the same kind. */
    public SandboxNotification address(SandboxNotification notification) {
        SandboxNotification own = notification.mchid(mchid());
        return suite() == Suite.SM2 ? own.signWith(SigningKey.SM2) : own;
    }

    /** Empty where nobody signed. */
    public String mchid() {
        return merchant == null ? "" : merchant.mchid();
    }
}
