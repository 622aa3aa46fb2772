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

/**
 * The outer part of a notification (WeChat Pay APIv3, "callback notification"), read in one pass. What the sources do not
 * agree on is optional here: {@code summary}, {@code original_type}, {@code associated_data}. Texts that are shown to
 * people are fit for logs and headers; {@code id} is as sent, because it tells notifications apart.
 */
record Envelope(
        String id, String createTime, String eventType, String resourceType, String summary, Resource resource) {

    /** Represents the encrypted content and the type that it had before. */
    record Resource(String originalType, EncryptedResource encrypted) {

        static final Resource NONE = new Resource(null, new EncryptedResource(null, null, null, null));
    }

    private static final int LONGEST = 1024;

    static Envelope read(byte[] json) throws WechatpayNotificationException {
        Envelope envelope;
        try {
            envelope = WireJson.read(json, Envelope::read);
        } catch (IOException e) {
            throw malformed(e.getMessage());
        }
        require("id", envelope.id);
        require("create_time", envelope.createTime);
        require("event_type", envelope.eventType);
        require("resource_type", envelope.resourceType);
        require("algorithm", envelope.resource.encrypted.algorithm());
        require("nonce", envelope.resource.encrypted.nonce());
        if (envelope.resource.encrypted.ciphertext() == null) {
            throw malformed("member ciphertext is missing or no text");
        }
        return envelope;
    }

    private static Envelope read(JsonParser parser) throws IOException, WechatpayNotificationException {
        String id = null;
        String createTime = null;
        String eventType = null;
        String resourceType = null;
        String summary = null;
        Resource resource = Resource.NONE;
        if (isObject(parser)) {
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                switch (name) {
                    case "id" -> id = text(parser);
                    case "create_time" -> createTime = text(parser);
                    case "event_type" -> eventType = text(parser);
                    case "resource_type" -> resourceType = text(parser);
                    case "summary" -> summary = remark(parser);
                    case "resource" -> resource = resource(parser);
                    default -> parser.skipChildren();
                }
            }
        }
        return new Envelope(
                id,
                SafeText.fit(createTime),
                SafeText.fit(eventType),
                SafeText.fit(resourceType),
                SafeText.fit(summary),
                resource);
    }

    private static Resource resource(JsonParser parser) throws IOException, WechatpayNotificationException {
        if (!isObject(parser)) {
            return Resource.NONE;
        }
        String originalType = null;
        String algorithm = null;
        String nonce = null;
        String associatedData = null;
        String ciphertext = null;
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
        return new Resource(
                SafeText.fit(originalType), new EncryptedResource(algorithm, nonce, associatedData, ciphertext));
    }

    private static boolean isObject(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        parser.skipChildren();
        return false;
    }

    private static String text(JsonParser parser) throws IOException, WechatpayNotificationException {
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

    /** Only shown to people, so a long one is cut and anything else than text is none. */
    private static String remark(JsonParser parser) throws IOException {
        String text = anyText(parser);
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** Null for anything else. */
    private static String anyText(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }

    private static void require(String name, String value) throws WechatpayNotificationException {
        if (value == null || value.isEmpty()) {
            throw malformed("member " + name + " is missing or empty");
        }
    }

    private static WechatpayNotificationException malformed(String why) {
        return new WechatpayNotificationException(Reason.MALFORMED, "Notification refused: signed, but " + why);
    }
}
