package io.github.camelwechatpay.sandbox;

/** A key of the gateway that signs a notification. */
public enum SigningKey {
    /** The newest platform certificate. */
    PLATFORM,
    /** The WeChat Pay public key. */
    PUBLIC_KEY,
    /** The newest SM2 platform certificate; it also selects the national algorithms for the encryption of the content. */
    SM2
}
