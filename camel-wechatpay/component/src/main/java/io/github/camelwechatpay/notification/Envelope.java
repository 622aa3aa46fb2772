package io.github.camelwechatpay.notification;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.json.WireJson;
import java.io.IOException;

/**
 * The outer part of a notification (WeChat Pay APIv3, "callback notification"). What the sources do not agree on is
 * optional here: {@code summary}, {@code original_type}, {@code associated_data}.
 */
record Envelope(
        String id,
        String createTime,
        String eventType,
        String resourceType,
        String summary,
        String originalType,
        String algorithm,
        String nonce,
        String associatedData,
        String ciphertext) {

    private static final int LONGEST = 1024;

    static Envelope read(byte[] json) throws WechatpayNotificationException {
        JsonNode envelope;
        try {
            envelope = WireJson.parse(json);
        } catch (IOException e) {
            throw malformed(e.getMessage());
        }
        JsonNode resource = envelope.path("resource");
        return new Envelope(
                required(envelope, "id"),
                required(envelope, "create_time"),
                required(envelope, "event_type"),
                required(envelope, "resource_type"),
                remark(envelope.path("summary")),
                optional(resource, "original_type"),
                required(resource, "algorithm"),
                required(resource, "nonce"),
                optional(resource, "associated_data"),
                ciphertext(resource));
    }

    private static String required(JsonNode parent, String name) throws WechatpayNotificationException {
        String value = optional(parent, name);
        if (value == null || value.isEmpty()) {
            throw malformed("member " + name + " is missing or empty");
        }
        return value;
    }

    private static String optional(JsonNode parent, String name) throws WechatpayNotificationException {
        JsonNode value = parent.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual() || value.textValue().length() > LONGEST) {
            throw malformed("member " + name + " is no text, or longer than " + LONGEST + " characters");
        }
        return value.textValue();
    }

    /** Only shown to people, so a long one is cut and anything else than text is none. */
    private static String remark(JsonNode summary) {
        String text = summary.textValue();
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static String ciphertext(JsonNode resource) throws WechatpayNotificationException {
        JsonNode ciphertext = resource.path("ciphertext");
        if (!ciphertext.isTextual()) {
            throw malformed("member ciphertext is missing or no text");
        }
        return ciphertext.textValue();
    }

    private static WechatpayNotificationException malformed(String why) {
        return new WechatpayNotificationException(Reason.MALFORMED, "Notification refused: signed, but " + why);
    }
}
