package io.github.camelwechatpay.sandbox.internal.keys;

/** Encrypts under the APIv3 key: the 128-bit tag follows the ciphertext, the whole is standard Base64. */
public interface ResourceCipher {
    /** As {@code algorithm} names it. */
    String algorithm();

    String encrypt(byte[] plain, String nonce, String associatedData);
}
