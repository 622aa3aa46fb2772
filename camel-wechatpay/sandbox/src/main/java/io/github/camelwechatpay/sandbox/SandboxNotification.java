package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Objects;
import java.util.Optional;

/**
 * A notification to be made. Immutable; each method gives a changed copy.
 *
 * @param eventType in the envelope; one of the catalog's, unless {@code force} is set
 * @param resource the text that is encrypted, JSON as a rule
 * @param originalType empty: the first documented one, else (invented) the event type's first word in lower case
 * @param associatedData of the encryption; empty: left out of the envelope
 * @param fault what is wrong with it, if anything
 * @param signWith empty: the platform certificate, or the public key where the merchant has only that
 * @param mchid whom it is for; empty: the merchant that the sandbox began with
 * @param attempts how often it is sent, at once, until it is accepted; 1 by default
 * @param force whether an event type that the catalog does not know is sent; false by default
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

    /** With a resource given as text, encrypted as it is. */
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

    /** With a resource given as a Map, record or bean, which becomes JSON. */
    public static SandboxNotification of(String eventType, Object resource) {
        return of(eventType, JSON.valueToTree(resource).toString());
    }

    /** With this {@code original_type}. */
    public SandboxNotification originalType(String type) {
        return new SandboxNotification(
                eventType, resource, Optional.of(type), associatedData, fault, signWith, mchid, attempts, force);
    }

    /** Encrypted with this associated data. */
    public SandboxNotification associatedData(String data) {
        return new SandboxNotification(
                eventType, resource, originalType, Optional.of(data), fault, signWith, mchid, attempts, force);
    }

    /** Encrypted without associated data, and the field is absent. */
    public SandboxNotification withoutAssociatedData() {
        return new SandboxNotification(
                eventType, resource, originalType, Optional.empty(), fault, signWith, mchid, attempts, force);
    }

    /** With something wrong. */
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

    /** Signed with this key of the gateway. */
    public SandboxNotification signWith(SigningKey key) {
        return new SandboxNotification(
                eventType, resource, originalType, associatedData, fault, Optional.of(key), mchid, attempts, force);
    }

    /** For this merchant, encrypted with its APIv3 key; it must have been added to the sandbox. */
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

    /** Sent up to so many times, 1 to 100. */
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
