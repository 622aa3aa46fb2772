package io.github.camelwechatpay;

/**
 * Represents a merchant among many, as a bean in the registry. Option {@code merchant}, header
 * {@code CamelWechatpayMerchant} or the path of a notification names it. An option that is not set here stays unset: the
 * component's own keys are never taken instead. Set all options before you bind the profile. To change a merchant, bind
 * a new profile under its name.
 */
public class MerchantProfile extends MerchantOptions {

    /**
     * Makes options for a merchant of this profile.
     *
     * @param options those beside the merchant's own
     */
    WechatpayConfiguration applyTo(WechatpayConfiguration options) {
        WechatpayConfiguration own = options.copy();
        own.setMchid(getMchid());
        own.setMerchantSerialNumber(getMerchantSerialNumber());
        own.setMerchantCertificate(getMerchantCertificate());
        own.setPrivateKey(getPrivateKey());
        own.setPrivateKeyPassword(getPrivateKeyPassword());
        own.setKeyAlias(getKeyAlias());
        own.setRequestSigner(getRequestSigner());
        own.setSecretKey(getSecretKey());
        own.setApiKey(getApiKey());
        own.setPublicKeyId(getPublicKeyId());
        own.setPublicKey(getPublicKey());
        own.setPlatformCertificates(getPlatformCertificates());
        own.setSignatureType(getSignatureType());
        return own;
    }

    /** Returns the merchant number, and no secret. */
    @Override
    public String toString() {
        return "merchant " + getMchid();
    }
}
