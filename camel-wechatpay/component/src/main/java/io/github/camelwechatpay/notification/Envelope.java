package io.github.camelwechatpay.notification;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.SafeText;
import io.github.camelwechatpay.crypto.EncryptedResource;
import io.github.camelwechatpay.json.JsonSource;
import io.github.camelwechatpay.json.WireJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Represents the outer part of a notification (WeChat Pay APIv3, "callback notification"). The official pages do not
 * agree on {@code summary}, {@code original_type} and {@code associated_data}, so these are optional. Texts are fit
 * for logs and headers; only {@code id} is kept as sent, because it tells notifications apart.
 *
 * @param originalType type of the resource before encryption
 * @param summary remark of WeChat Pay, at most 1024 characters
 */
record Envelope(
        String id,
        String createTime,
        String eventType,
        String resourceType,
        @Nullable String originalType,
        @Nullable String summary,
        EncryptedResource resource) {

    private static final int LONGEST = 1024;

    /** @throws WechatpayNotificationException if the JSON is invalid, or a required member is missing or invalid */
    static Envelope read(byte[] json) throws WechatpayNotificationException {
        Members members;
        try {
            members = WireJson.read(json, Members::read);
        } catch (IOException e) {
            throw malformed(e.getMessage());
        }
        return members.envelope();
    }

    /** Collects the members in one pass, before it is known whether the required ones are there. */
    private static final class Members {

        private @Nullable String id;
        private @Nullable String createTime;
        private @Nullable String eventType;
        private @Nullable String resourceType;
        private @Nullable String summary;
        private @Nullable String originalType;
        private @Nullable String algorithm;
        private @Nullable String nonce;
        private @Nullable String associatedData;
        private @Nullable String ciphertext;

        static Members read(JsonParser parser) throws IOException, WechatpayNotificationException {
            Members members = new Members();
            if (isObject(parser)) {
                members.readEnvelope(parser);
            }
            return members;
        }

        private void readEnvelope(JsonParser parser) throws IOException, WechatpayNotificationException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                switch (name) {
                    case "id" -> id = text(parser);
                    case "create_time" -> createTime = text(parser);
                    case "event_type" -> eventType = text(parser);
                    case "resource_type" -> resourceType = text(parser);
                    case "summary" -> summary = remark(parser);
                    case "resource" -> {
                        if (isObject(parser)) {
                            readResource(parser);
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
        }

        private void readResource(JsonParser parser) throws IOException, WechatpayNotificationException {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                switch (name) {
                    case "original_type" -> originalType = text(parser);
                    case "algorithm" -> algorithm = text(parser);
                    case "nonce" -> nonce = text(parser);
                    case "associated_data" -> associatedData = text(parser);
                    case "ciphertext" -> ciphertext = anyText(parser);
                    default -> parser.skipChildren();
                }
            }
        }

        Envelope envelope() throws WechatpayNotificationException {
            return new Envelope(
                    required("id", id),
                    SafeText.fit(required("create_time", createTime)),
                    SafeText.fit(required("event_type", eventType)),
                    SafeText.fit(required("resource_type", resourceType)),
                    SafeText.fitOrNull(originalType),
                    SafeText.fitOrNull(summary),
                    resource());
        }

        private EncryptedResource resource() throws WechatpayNotificationException {
            String encryption = required("algorithm", algorithm);
            String initialization = required("nonce", nonce);
            if (ciphertext == null) {
                throw malformed("member ciphertext is missing or no text");
            }
            return new EncryptedResource(encryption, initialization, associatedData, ciphertext);
        }
    }

    /** Skips the value if it is not an object. */
    private static boolean isObject(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        parser.skipChildren();
        return false;
    }

    private static @Nullable String text(JsonParser parser) throws IOException, WechatpayNotificationException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        String value = anyText(parser);
        if (value == null || value.length() > LONGEST) {
            throw malformed(
                    "member " + parser.currentName() + " is no text, or longer than " + LONGEST + " characters");
        }
        if (!JsonSource.isPaired(value)) {
            throw malformed("member " + parser.currentName() + " is not valid Unicode text: half a surrogate pair");
        }
        return value;
    }

    /** Reads a text that is only shown to people: a long one is cut, and a value of another type is ignored. */
    private static @Nullable String remark(JsonParser parser) throws IOException {
        String text = anyText(parser);
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Returns null for a value of another type, which is skipped. */
    private static @Nullable String anyText(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private static String required(String name, @Nullable String value) throws WechatpayNotificationException {
        if (value == null || value.isEmpty()) {
            throw malformed("member " + name + " is missing or empty");
        }
        return value;
    }

    private static WechatpayNotificationException malformed(String why) {
        return new WechatpayNotificationException(Reason.MALFORMED, "Notification refused: signed, but " + why);
    }
}
