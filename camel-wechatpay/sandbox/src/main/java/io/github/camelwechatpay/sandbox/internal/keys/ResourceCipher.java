package io.github.camelwechatpay.sandbox.internal.keys;

/** Encrypts under the APIv3 key. The 128-bit tag follows the ciphertext, and the result is standard Base64. */
public interface ResourceCipher {
    /** Returns the value of {@code algorithm}. */
    String algorithm();

    String encrypt(byte[] plain, String nonce, String associatedData);
}
