package io.github.camelwechatpay;

import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts encrypted bills. WeChat Pay documents that they are encrypted with AES-256-GCM or SM4-GCM, under a key that is
 * itself encrypted for the merchant. It documents neither the encoding of that key, nor the associated data, nor the place
 * of the tag. If you know them from a bill of your own, implement this interface and set option {@code billDecryptor}.
 * Implementations must be thread-safe.
 */
@FunctionalInterface
public interface BillDecryptor {

    /**
     * Decrypts one bill. The component reads the returned stream to its end and checks it against the announced digest
     * before your route sees any byte. The stream may therefore return bytes that are not authenticated yet, if it fails at
     * its end.
     *
     * @param bill the facts that WeChat Pay gives about the bill
     * @param ciphertext the file as received; the caller closes it
     * @return the plain bill, which may still be compressed with gzip
     * @throws GeneralSecurityException if the bill cannot be decrypted; the message must hold no key and no content
     */
    InputStream decrypt(EncryptedBill bill, InputStream ciphertext) throws IOException, GeneralSecurityException;

    /**
     * Represents an encrypted bill. Immutable.
     *
     * @param mchid the merchant number of the caller
     * @param key the content of {@code encrypt_key}, decrypted with the merchant private key
     * @param nonce the nonce of the encryption, null if the response has none
     */
    record EncryptedBill(String mchid, byte[] key, @Nullable String nonce) {

        /** Creates the bill with a copy of the key. */
        public EncryptedBill {
            key = key.clone();
        }

        /** Returns a copy of the key. */
        @Override
        public byte[] key() {
            return key.clone();
        }

        /** Returns the merchant number, and not the key. */
        @Override
        public String toString() {
            return "encrypted bill of merchant " + mchid;
        }
    }
}
