package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Objects;
import java.util.Optional;

/**
 * A notification for the sandbox to send. Immutable; each method returns a changed copy.
 *
 * @param eventType an event type of the catalog; with {@code force} any event type
 * @param resource the text to encrypt, usually JSON
 * @param originalType the {@code original_type}; if empty, the first documented one, else (invented) the event type's
 *     first word in lower case
 * @param associatedData the associated data of the encryption; if empty, the envelope has no such field
 * @param fault the defect of the notification, if any
 * @param signWith the key that signs; if empty, the platform certificate, or the public key where the merchant has only
 *     that
 * @param mchid the number of the merchant that receives it; if empty, the merchant that the sandbox began with
 * @param attempts how often the sandbox sends it at most, without a pause, until it is accepted; 1 by default
 * @param force whether to send an event type that the catalog does not know; false by default
 */
public record SandboxNotification(
        String eventType,
        String resource,
        Optional<String> originalType,
        Optional<String> associatedData,
        Optional<NotificationFault> fault,
        Optional<SigningKey> signWith,
        Optional<String> mchid,
        int attempts,
        boolean force) {

    private static final String ASSOCIATED_DATA = "notification";

    /** Writes decimals with the digits that they were given with. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** @throws IllegalArgumentException on an empty event type, or attempts outside of 1 to 100 */
    public SandboxNotification {
        Objects.requireNonNull(resource, "resource");
        if (eventType.isEmpty()) {
            throw new IllegalArgumentException("A notification needs an event type");
        }
        if (attempts < 1 || attempts > 100) {
            throw new IllegalArgumentException("Attempts must be 1 to 100, not " + attempts);
        }
    }

    /** Returns a notification whose resource is this text. */
    public static SandboxNotification of(String eventType, String resource) {
        return new SandboxNotification(
                eventType,
                resource,
                Optional.empty(),
                Optional.of(ASSOCIATED_DATA),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                false);
    }

    /** Returns a notification whose resource is this Map, record or bean as JSON. */
    public static SandboxNotification of(String eventType, Object resource) {
        return of(eventType, JSON.valueToTree(resource).toString());
    }

    /** Returns a copy with this {@code original_type}. */
    public SandboxNotification originalType(String type) {
        return new SandboxNotification(
                eventType, resource, Optional.of(type), associatedData, fault, signWith, mchid, attempts, force);
    }

    /** Returns a copy that is encrypted with this associated data. */
    public SandboxNotification associatedData(String data) {
        return new SandboxNotification(
                eventType, resource, originalType, Optional.of(data), fault, signWith, mchid, attempts, force);
    }

    /** Returns a copy that is encrypted without associated data, and without the field. */
    public SandboxNotification withoutAssociatedData() {
        return new SandboxNotification(
                eventType, resource, originalType, Optional.empty(), fault, signWith, mchid, attempts, force);
    }

    /** Returns a copy with this defect. */
    public SandboxNotification fault(NotificationFault wrong) {
        return new SandboxNotification(
                eventType,
                resource,
                originalType,
                associatedData,
                Optional.of(wrong),
                signWith,
                mchid,
                attempts,
                force);
    }

    /** Returns a copy that this key of the gateway signs. */
    public SandboxNotification signWith(SigningKey key) {
        return new SandboxNotification(
                eventType, resource, originalType, associatedData, fault, Optional.of(key), mchid, attempts, force);
    }

    /** Returns a copy for this merchant, encrypted with its APIv3 key. The sandbox must know the merchant. */
    public SandboxNotification mchid(String number) {
        return new SandboxNotification(
                eventType,
                resource,
                originalType,
                associatedData,
                fault,
                signWith,
                Optional.of(number),
                attempts,
                force);
    }

    /** Returns a copy that is sent at most so many times, 1 to 100. */
    public SandboxNotification attempts(int count) {
        return new SandboxNotification(
                eventType, resource, originalType, associatedData, fault, signWith, mchid, count, force);
    }

    /** Returns a copy that is sent although the catalog does not know its event type, or, with false, rejected then. */
    public SandboxNotification force(boolean wanted) {
        return new SandboxNotification(
                eventType, resource, originalType, associatedData, fault, signWith, mchid, attempts, wanted);
    }
}
