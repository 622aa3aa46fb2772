package io.github.camelwechatpay.sandbox;

/** Which of the gateway's keys signs a notification. */
public enum SigningKey {
    /** The newest platform certificate. */
    PLATFORM,
    /** The WeChat Pay public key. */
    PUBLIC_KEY,
    /** The newest SM2 platform certificate; the content is then encrypted by the national algorithms too. */
    SM2
}
