package io.github.camelwechatpay.catalog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One documented event type of the notifications that WeChat Pay sends. Immutable and thread-safe; lists are never null;
 * everything but event type and name is decoded on first use.
 */
public final class Notification {

    private final String eventType;
    private final String name;
    private final IndexReader index;
    private final int position;
    private volatile Details details;

    Notification(String eventType, String name, IndexReader index, int position) {
        this.eventType = eventType;
        this.name = name;
        this.index = index;
        this.position = position;
    }

    /** The {@code event_type} of the envelope, such as {@code TRANSACTION.SUCCESS}. */
    public String eventType() {
        return eventType;
    }

    /** A short English name. */
    public String name() {
        return name;
    }

    /** Documented values of {@code original_type}; empty when they are not enumerated. */
    public List<String> originalTypes() {
        return details().originalTypes;
    }

    /** The documented {@code algorithm} of the encrypted resource. */
    public String algorithm() {
        return details().algorithm;
    }

    /** Members of the decrypted resource. Where products send different resources for one event, all of them. */
    public List<Field> fields() {
        return details().fields;
    }

    /**
     * How long WeChat Pay waits for the answer to an event that is a question, whose answer carries business data.
     *
     * @return empty for an ordinary notification, which is to be acknowledged within five seconds
     */
    public Optional<Duration> replyWithin() {
        return details().replyWithin;
    }

    /** Other event types that are documented for the same resource. */
    public List<String> alsoSentAs() {
        return details().alsoSentAs;
    }

    /** Addresses of WeChat Pay's own pages on the event; empty when none is known. */
    public List<String> officialDocs() {
        return details().officialDocs;
    }

    /** The event type. */
    @Override
    public String toString() {
        return eventType;
    }

    // As in Operation: decoding twice is harmless
    private Details details() {
        Details known = details;
        if (known == null) {
            known = index.notificationDetails(position);
            details = known;
        }
        return known;
    }

    record Details(
            List<String> originalTypes,
            String algorithm,
            Optional<Duration> replyWithin,
            List<String> alsoSentAs,
            List<Field> fields,
            List<String> officialDocs) {}
}
