package io.github.camelwechatpay.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;

/** Encrypts and decrypts the bytes of an encrypted field. Thread-safe. */
interface FieldAlgorithm {

    /** @throws IllegalArgumentException if so many bytes cannot be encrypted; the message follows the name of the field */
    byte[] encrypt(CryptoProvider provider, PublicKey key, byte[] plain) throws GeneralSecurityException;

    /** @throws GeneralSecurityException if the bytes are not a ciphertext for this key */
    byte[] decrypt(CryptoProvider provider, PrivateKey key, byte[] sealed) throws GeneralSecurityException;

    /** Tells whether bytes have the form of a ciphertext under this key. */
    boolean hasForm(PublicKey key, byte[] sealed);
}
