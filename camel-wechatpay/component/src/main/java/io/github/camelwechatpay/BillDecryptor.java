package io.github.camelwechatpay;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;

/**
 * Decrypts encrypted bills. WeChat Pay documents that they are sealed with AES-256-GCM or SM4-GCM under a key that is
 * encrypted for the merchant, but neither how that key is encoded, nor the associated data, nor where the tag is: whoever
 * knows it from a bill of their own says it here. Must be thread-safe.
 */
@FunctionalInterface
public interface BillDecryptor {

    /**
     * Opens one bill. What is returned is read to its end and checked against the announced digest before anything of it
     * reaches a route; so it may give out what is not authenticated yet, if it fails at the end.
     *
     * @param bill what WeChat Pay says of it
     * @param ciphertext the file as it was received; closed by the caller
     * @return the plain bill, perhaps still compressed with gzip
     * @throws GeneralSecurityException when it cannot be opened; the message must hold no key and nothing of the bill
     */
    InputStream decrypt(EncryptedBill bill, InputStream ciphertext) throws IOException, GeneralSecurityException;

    /**
     * An encrypted bill.
     *
     * @param mchid merchant number of the caller
     * @param key what {@code encrypt_key} holds, decrypted with the merchant's private key
     * @param nonce of the encryption, as the answer says it
     */
    record EncryptedBill(String mchid, byte[] key, String nonce) {

        /** Copies the key. */
        public EncryptedBill {
            key = key.clone();
        }

        /** A copy of the key. */
        @Override
        public byte[] key() {
            return key.clone();
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "encrypted bill of merchant " + mchid;
        }
    }
}
