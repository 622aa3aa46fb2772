package io.github.camelwechatpay.sandbox;

import java.security.PublicKey;

/**
 * Who calls, and which keys it wants to deal with.
 *
 * @param merchant null where nobody signed
 * @param merchantKey of the certificate that signed: what is encrypted for the merchant is encrypted with it
 * @param answerKey signs the answer
 * @param namedKey the id in {@code Wechatpay-Serial}; empty when it named none, so nothing can be encrypted for it
 */
record Caller(Merchant merchant, PublicKey merchantKey, PlatformKey answerKey, String namedKey) {
    static Caller anonymous(PlatformKey answerKey) {
        return new Caller(null, null, answerKey, "");
    }

    /** Empty where nobody signed. */
    String mchid() {
        return merchant == null ? "" : merchant.mchid();
    }
}
