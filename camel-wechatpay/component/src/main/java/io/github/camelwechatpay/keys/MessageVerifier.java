package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.call.CanonicalMessage;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.crypto.SignatureType;
import io.github.camelwechatpay.crypto.SignedHeaders;
import io.github.camelwechatpay.keys.VerificationException.Flaw;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether bytes come from WeChat Pay (WeChat Pay APIv3, "signature verification"). Checks the signature first, then
 * the timestamp; before a download for an unknown certificate it checks the timestamp first. Works on the bytes as received,
 * for responses and notifications alike. Thread-safe.
 */
public final class MessageVerifier {

    private final SignatureType type;
    private final TrustedKeys keys;
    private final Duration maxClockSkew;
    private final Clock clock;

    /**
     * @param type the only accepted signature type, and the type of the keys
     * @param maxClockSkew how far the timestamp may be off in either direction, inclusive
     */
    public MessageVerifier(SignatureType type, TrustedKeys keys, Duration maxClockSkew, Clock clock) {
        this.type = type;
        this.keys = keys;
        this.maxClockSkew = maxClockSkew;
        this.clock = clock;
    }

    /** Returns the only accepted signature type. */
    public SignatureType type() {
        return type;
    }

    /** Brings a key that is not known yet. */
    @FunctionalInterface
    private interface Refresh {

        /** Returns false if another thread downloads the key, and this thread must not wait. */
        boolean run(String id);
    }

    /**
     * Verifies a response. A response with an unknown certificate waits for a download of the certificates.
     *
     * @param deadline how long the download may be waited for
     * @return the key that verified the message
     * @throws VerificationException if no key does
     */
    public TrustedKey verify(SignedHeaders headers, byte[] body, Deadline deadline) throws VerificationException {
        return verify(headers, body, id -> {
            keys.find(id, deadline);
            return true;
        });
    }

    /**
     * Verifies a notification, which anyone may have sent. One thread at most waits for a download of the certificates.
     *
     * @param deadline how long the download may be waited for
     * @return the key that verified the message
     * @throws VerificationException if no key does; with {@link Flaw#BUSY} while another thread waits
     */
    public TrustedKey verifyNotification(SignedHeaders headers, byte[] body, Deadline deadline)
            throws VerificationException {
        return verify(headers, body, id -> keys.refreshForNotification(id, deadline));
    }

    private TrustedKey verify(SignedHeaders headers, byte[] body, Refresh refresh) throws VerificationException {
        if (headers.isIncomplete()) {
            throw new VerificationException(
                    Flaw.INCOMPLETE, "a signature header is missing or repeated (" + missing(headers) + ")");
        }
        if (!type.header().equals(headers.type())) {
            throw new VerificationException(
                    Flaw.UNSUPPORTED_TYPE, "signature type is not " + type.header() + describe(headers, body));
        }
        if (headers.isProbe()) {
            throw new VerificationException(Flaw.PROBE, "signature is a probe of WeChat Pay" + describe(headers, body));
        }
        TrustedKey key = key(headers, body, refresh);
        byte[][] message = CanonicalMessage.ofAnswer(headers.timestamp(), headers.nonce(), body);
        if (!key.verifier().verify(headers.signature(), message)) {
            throw new VerificationException(Flaw.BAD_SIGNATURE, "signature does not match" + describe(headers, body));
        }
        checkClock(headers, body);
        return key;
    }

    private TrustedKey key(SignedHeaders headers, byte[] body, Refresh refresh) throws VerificationException {
        Optional<TrustedKey> known = keys.find(headers.serial());
        if (known.isPresent()) {
            return known.get();
        }
        if (keys.isDownloadable(headers.serial())) {
            // A download is expensive: what needs no key is checked before it
            if (!type.isSignature(headers.signature())) {
                throw new VerificationException(
                        Flaw.BAD_SIGNATURE,
                        "signature is not Base64 of the length of " + type.header() + describe(headers, body));
            }
            checkClock(headers, body);
            if (!refresh.run(headers.serial())) {
                throw new VerificationException(
                        Flaw.BUSY,
                        "key is not trusted yet" + describe(headers, body) + ", and another notification waits for the"
                                + " download of platform certificates: WeChat Pay is told to send it again");
            }
        }
        return keys.find(headers.serial())
                .orElseThrow(() -> new VerificationException(
                        Flaw.UNKNOWN_KEY,
                        "key is not trusted" + describe(headers, body) + ", trusted are " + keys.ids()
                                + ": check options publicKeyId and platformCertificates"));
    }

    private void checkClock(SignedHeaders headers, byte[] body) throws VerificationException {
        long now = clock.instant().getEpochSecond();
        long signed;
        try {
            signed = Long.parseLong(headers.timestamp());
        } catch (NumberFormatException e) {
            throw new VerificationException(Flaw.CLOCK_SKEW, "timestamp is no number" + describe(headers, body));
        }
        if (signed < 0 || Math.abs(now - signed) > maxClockSkew.toSeconds()) {
            throw new VerificationException(
                    Flaw.CLOCK_SKEW,
                    "timestamp is " + (now - signed) + " s off, at most " + maxClockSkew.toSeconds()
                            + " s are accepted (check this host's clock, then option maxClockSkew)"
                            + describe(headers, body));
        }
    }

    private static String missing(SignedHeaders headers) {
        StringBuilder names = new StringBuilder();
        append(names, headers.timestamp(), "Wechatpay-Timestamp");
        append(names, headers.nonce(), "Wechatpay-Nonce");
        append(names, headers.signature(), "Wechatpay-Signature");
        append(names, headers.serial(), "Wechatpay-Serial");
        return names.toString();
    }

    private static void append(StringBuilder names, @Nullable String value, String name) {
        if (value == null) {
            names.append(names.isEmpty() ? "" : ", ").append(name);
        }
    }

    /** Describes a message by text that is safe to show. Serial number and timestamp are shown in their usual form only. */
    private static String describe(SignedHeaders headers, byte[] body) {
        return " (serial " + safe(headers.serial()) + ", timestamp " + safe(headers.timestamp()) + ", body "
                + body.length + " bytes)";
    }

    private static String safe(String value) {
        return value.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'))
                        && value.length() <= 64
                ? value
                : "of unusual form";
    }
}
