package io.github.camelwechatpay.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelwechatpay.crypto.FieldCipher;
import io.github.camelwechatpay.json.SensitiveFields;
import io.github.camelwechatpay.keys.TrustedKey;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;

/**
 * Encrypts the encrypted fields of one request under the key of WeChat Pay that its header {@code Wechatpay-Serial} names.
 * No marked field is sent in clear text: a value that cannot be encrypted is rejected.
 *
 * @param cipher the algorithm
 * @param key the key that header {@code Wechatpay-Serial} names
 * @param place the place of the fields, for messages: body, query or upload
 */
public record FieldEncryption(FieldCipher cipher, TrustedKey key, String place)
        implements SensitiveFields.Change<IllegalArgumentException> {

    private static final Pattern BLANKS = Pattern.compile("\\s");

    /**
     * Encrypts the text of a field.
     *
     * @throws IllegalArgumentException if the text cannot be encrypted or is encrypted already; the message names the field
     */
    @Override
    public String apply(String pointer, String value) {
        if (looksEncrypted(value)) {
            throw new IllegalArgumentException(field(pointer) + " looks encrypted already: it is the Base64 text of a"
                    + " ciphertext. Send it in clear text and the component encrypts it, or send with encryption=off");
        }
        try {
            return cipher.encrypt(key.key(), value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(field(pointer) + " " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    field(pointer) + " cannot be encrypted under WeChat Pay's key " + key.id(), e);
        }
    }

    /** Also recognises Base64 with line breaks or in the alphabet for URLs, which other tools write. */
    private boolean looksEncrypted(String value) {
        String base64 = BLANKS.matcher(value).replaceAll("").replace('-', '+').replace('_', '/');
        return cipher.isCiphertext(key.key(), base64);
    }

    /** Encrypts a number or boolean as its text. */
    @Override
    public JsonNode noText(String pointer, JsonNode value) {
        if (value.isValueNode()) {
            return TextNode.valueOf(apply(pointer, value.asText()));
        }
        throw new IllegalArgumentException(field(pointer) + " is to be encrypted and must be text");
    }

    @Override
    public JsonNode closed(String pointer, JsonNode value) {
        throw new IllegalArgumentException(
                field(pointer) + " has members that are to be encrypted: send an object, a Map or a bean");
    }

    /** Returns a check for a body that is sent as it is: it changes no field, and rejects a marked field in clear text. */
    SensitiveFields.Change<IllegalArgumentException> check() {
        return new SensitiveFields.Change<>() {
            @Override
            public String apply(String pointer, String value) {
                if (!cipher.isCiphertext(key.key(), value)) {
                    throw inClear(pointer);
                }
                return value;
            }

            @Override
            public JsonNode noText(String pointer, JsonNode value) {
                throw inClear(pointer);
            }

            @Override
            public JsonNode closed(String pointer, JsonNode value) {
                return FieldEncryption.this.closed(pointer, value);
            }
        };
    }

    private IllegalArgumentException inClear(String pointer) {
        return new IllegalArgumentException(
                field(pointer) + " must be encrypted, but a text or binary body is sent as it"
                        + " is: send a Map or a bean and it is encrypted for you, or encrypt it and set option encryption to off");
    }

    private String field(String pointer) {
        return "Field " + pointer + " of the " + place;
    }
}
