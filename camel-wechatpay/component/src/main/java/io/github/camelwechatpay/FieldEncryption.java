package io.github.camelwechatpay;

import io.github.camelwechatpay.crypto.FieldCipher;
import io.github.camelwechatpay.keys.TrustedKey;
import java.security.GeneralSecurityException;

/**
 * Encrypts the marked fields of one request under the key of WeChat Pay that its header {@code Wechatpay-Serial} names.
 *
 * @param place where the fields stand, for messages: body or query
 */
record FieldEncryption(FieldCipher cipher, TrustedKey key, String place) {

    /** @throws IllegalArgumentException when the value cannot be encrypted, naming the field */
    String encrypt(String pointer, String value) {
        try {
            return cipher.encrypt(key.key(), value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field(pointer) + " " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    field(pointer) + " cannot be encrypted under WeChat Pay's key " + key.id(), e);
        }
    }

    /** @throws IllegalArgumentException when the value is in clear, naming the field */
    String requireCiphertext(String pointer, String value) {
        if (!cipher.isCiphertext(key.key(), value)) {
            throw new IllegalArgumentException(
                    field(pointer) + " must be encrypted, but a text or binary body is sent as"
                            + " it is: send a Map or a bean and it is encrypted for you, or encrypt it and set option encryption"
                            + " to off");
        }
        return value;
    }

    private String field(String pointer) {
        return "Field " + pointer + " of the " + place;
    }
}
