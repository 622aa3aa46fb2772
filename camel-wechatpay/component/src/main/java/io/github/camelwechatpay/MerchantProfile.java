package io.github.camelwechatpay;

/**
 * Represents a merchant among many, as a bean in the registry. Option {@code merchant}, header
 * {@code CamelWechatpayMerchant} or the path of a notification names it. An option that is not set here stays unset: the
 * component never uses its own keys instead. Set all options before you bind the profile. To change a merchant, bind
 * a new profile under its name.
 */
public class MerchantProfile extends MerchantOptions {

    /** Returns the merchant number, and no secret. */
    @Override
    public String toString() {
        return "merchant " + getMchid();
    }
}
