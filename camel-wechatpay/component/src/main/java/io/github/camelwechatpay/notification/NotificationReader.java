package io.github.camelwechatpay.notification;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.SafeText;
import io.github.camelwechatpay.crypto.AeadCipher;
import io.github.camelwechatpay.crypto.EncryptedResource;
import io.github.camelwechatpay.crypto.EncryptedResource.OtherAlgorithmException;
import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.json.WireJson;
import io.github.camelwechatpay.keys.MessageVerifier;
import io.github.camelwechatpay.keys.TrustedKey;
import io.github.camelwechatpay.keys.VerificationException;
import io.github.camelwechatpay.keys.VerificationException.Flaw;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a notification: verifies signature and timestamp over the bytes as received, parses the envelope, and decrypts
 * the resource. Nothing is parsed before it is verified. Thread-safe.
 */
public final class NotificationReader {

    private static final Pattern XML = Pattern.compile("\\x{FEFF}?\\s*+<(\\?xml|xml)\\b", Pattern.CASE_INSENSITIVE);

    private final MessageVerifier verifier;
    private final AeadCipher cipher;

    public NotificationReader(MessageVerifier verifier, AeadCipher cipher) {
        this.verifier = verifier;
        this.cipher = cipher;
    }

    /**
     * Returns the verified and decrypted notification.
     *
     * @param requestId header Request-ID
     * @param deadline limits the wait for a download of the platform certificates
     * @throws WechatpayNotificationException if a step rejects the notification; the reason tells which
     */
    public Notification read(SignedHeaders headers, @Nullable String requestId, byte[] body, Deadline deadline)
            throws WechatpayNotificationException {
        TrustedKey key;
        try {
            key = verifier.verifyNotification(headers, body, deadline);
        } catch (VerificationException e) {
            throw new WechatpayNotificationException(
                    reason(e.flaw()),
                    e.flaw() == Flaw.INCOMPLETE && isXml(body)
                            ? "Notification refused: its body is XML without an APIv3 signature, as callbacks of APIv2"
                                    + " are. Receive APIv2 callbacks at another address, and use this one as notify_url"
                                    + " in APIv3 calls only"
                            : "Notification refused: " + e.getMessage(),
                    e);
        }
        Envelope envelope = Envelope.read(body);
        byte[] content = decrypt(envelope.resource());
        return new Notification(
                envelope.id(),
                SafeText.fit(envelope.id()),
                envelope.createTime(),
                envelope.eventType(),
                envelope.resourceType(),
                envelope.originalType(),
                envelope.summary(),
                requestId,
                key.id(),
                parse(content),
                content);
    }

    private static boolean isXml(byte[] body) {
        return XML.matcher(new String(body, StandardCharsets.UTF_8)).lookingAt();
    }

    private static Reason reason(Flaw flaw) {
        return switch (flaw) {
            case INCOMPLETE -> Reason.INCOMPLETE;
            case UNSUPPORTED_TYPE -> Reason.UNSUPPORTED_TYPE;
            case UNKNOWN_KEY -> Reason.UNKNOWN_KEY;
            case BUSY -> Reason.BUSY;
            case BAD_SIGNATURE -> Reason.BAD_SIGNATURE;
            case PROBE -> Reason.PROBE;
            case CLOCK_SKEW -> Reason.CLOCK_SKEW;
        };
    }

    private byte[] decrypt(EncryptedResource resource) throws WechatpayNotificationException {
        try {
            return resource.open(cipher);
        } catch (OtherAlgorithmException e) {
            throw new WechatpayNotificationException(
                    Reason.UNSUPPORTED_ALGORITHM,
                    "Notification refused: signed, but its resource is " + e.getMessage());
        } catch (GeneralSecurityException e) {
            throw new WechatpayNotificationException(
                    Reason.UNDECIPHERABLE,
                    "Notification refused: signed, but its resource cannot be decrypted: check option secretKey (the"
                            + " APIv3 key), it may have been reset");
        }
    }

    private static @Nullable Object parse(byte[] content) throws WechatpayNotificationException {
        try {
            return WireJson.plain(content);
        } catch (IOException e) {
            throw new WechatpayNotificationException(
                    Reason.MALFORMED, "Notification refused: its decrypted resource is " + e.getMessage());
        }
    }
}
