package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.call.Deadline;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the keys of WeChat Pay that a merchant trusts: the configured keys, and downloaded platform certificates. A
 * certificate is trusted while it is in the newest list, and for {@link #OVERLAP} after it has left the list, but never
 * longer than it is valid. Thread-safe; readers never wait.
 */
public final class TrustedKeys {

    /** Certificates are downloaded again after this time. */
    static final Duration REFRESH_PERIOD = Duration.ofHours(1);

    /**
     * A certificate that the newest list no longer has is trusted for this time. WeChat Pay does not document an overlap:
     * three days let a list that lacks a certificate by mistake be corrected.
     */
    static final Duration OVERLAP = Duration.ofHours(72);

    /** After a download, a message with an unknown key leads to the next download only when this time has passed. */
    static final Duration REFRESH_THROTTLE = Duration.ofMinutes(1);

    /** After a failed download, no call waits for the next download until this time has passed. */
    static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    /** After a failed download, no notification leads to the next download until this time has passed. */
    static final Duration NOTIFICATION_PAUSE = Duration.ofMinutes(1);

    /** A download gets at least this time, even if the call that needs it has less time left. */
    private static final Duration SHORTEST_DOWNLOAD = Duration.ofSeconds(3);

    private static final Logger LOG = LoggerFactory.getLogger(TrustedKeys.class);

    private final Map<String, TrustedKey> configured;
    private final @Nullable String merchantSerialNumber;
    private final @Nullable CertificateSource source;
    private final Clock clock;
    private final Semaphore notificationDownloads;
    private final ReentrantLock refreshing = new ReentrantLock();

    private volatile Map<String, TrustedKey> downloaded = Map.of();
    private volatile Instant lastFailure = Instant.EPOCH;
    private volatile Instant lastSuccess = Instant.EPOCH;
    private volatile @Nullable String failure;
    private volatile Instant lastWarning = Instant.EPOCH;
    private volatile boolean stopped;

    /**
     * @param configured public key and certificates of the configuration, the preferred one first
     * @param merchantSerialNumber names the merchant's own certificate, which must not be among the keys; null if unknown
     * @param source downloads certificates; null if no certificates are to be downloaded
     * @throws IllegalArgumentException if the merchant's own certificate is among the keys
     */
    public TrustedKeys(
            List<TrustedKey> configured,
            @Nullable String merchantSerialNumber,
            @Nullable CertificateSource source,
            Clock clock) {
        this(configured, merchantSerialNumber, source, clock, new Semaphore(1));
    }

    /**
     * @param configured public key and certificates of the configuration, the preferred one first
     * @param merchantSerialNumber names the merchant's own certificate, which must not be among the keys; null if unknown
     * @param source downloads certificates; null if no certificates are to be downloaded
     * @param notificationDownloads a permit for each thread that may wait for a download that a notification asked for;
     *     merchants may share it
     * @throws IllegalArgumentException if the merchant's own certificate is among the keys
     */
    public TrustedKeys(
            List<TrustedKey> configured,
            @Nullable String merchantSerialNumber,
            @Nullable CertificateSource source,
            Clock clock,
            Semaphore notificationDownloads) {
        this.notificationDownloads = notificationDownloads;
        this.merchantSerialNumber = merchantSerialNumber == null ? null : KeyId.normalize(merchantSerialNumber);
        this.configured = index(configured);
        this.source = source;
        this.clock = clock;
        if (this.configured.containsKey(this.merchantSerialNumber)) {
            throw new IllegalArgumentException("The merchant's own certificate " + merchantSerialNumber
                    + " is among the keys that verify WeChat Pay: set option platformCertificates to WeChat Pay's"
                    + " platform certificates, not to apiclient_cert.pem");
        }
    }

    /**
     * Takes over the valid certificates that an earlier object of the same merchant has downloaded. They verify the next
     * list, which is downloaded when a refresh is due. To be called before first use.
     */
    public void adopt(TrustedKeys before) {
        if (source == null) {
            return;
        }
        Instant now = clock.instant();
        Map<String, TrustedKey> adopted = new LinkedHashMap<>(before.downloaded);
        adopted.values().removeIf(key -> !key.isValidAt(now));
        adopted.remove(merchantSerialNumber);
        downloaded = Map.copyOf(adopted);
    }

    /** Returns the valid key of this name. */
    public Optional<TrustedKey> find(String id) {
        String name = KeyId.normalize(id);
        TrustedKey key = configured.getOrDefault(name, downloaded.get(name));
        return Optional.ofNullable(key).filter(k -> k.isValidAt(clock.instant()));
    }

    /**
     * Returns the key that requests name and that encrypts fields: the configured public key, else the valid certificate that
     * expires last.
     */
    public Optional<TrustedKey> current() {
        Instant now = clock.instant();
        return latest(configured.values(), now).or(() -> latest(downloaded.values(), now));
    }

    /** Returns the same key as {@link #current()}. Waits for the first download if no key is trusted yet. */
    public Optional<TrustedKey> current(Deadline deadline) {
        Optional<TrustedKey> key = current();
        if (key.isEmpty() && source != null) {
            exclusively(deadline, () -> current().isPresent() || isRetryDue(RETRY_PAUSE) && download(deadline));
            key = current();
        }
        return key;
    }

    /**
     * Returns the valid key of this name. An unknown serial number of a certificate leads to a download, unless a download
     * was made in the last {@link #REFRESH_THROTTLE}, or failed in the last {@link #RETRY_PAUSE}.
     */
    public Optional<TrustedKey> find(String id, Deadline deadline) {
        Optional<TrustedKey> key = find(id);
        if (key.isPresent() || !isDownloadable(id)) {
            return key;
        }
        exclusively(deadline, () -> find(id).isPresent() || isRefreshDue(RETRY_PAUSE) && download(deadline));
        return find(id);
    }

    /**
     * Downloads the certificates because a notification names an unknown key. Anyone can send such a notification. So at
     * most one thread waits, and {@link #NOTIFICATION_PAUSE} passes after a failed download.
     *
     * @return false if another thread waits already; this thread has not waited
     */
    boolean refreshForNotification(String id, Deadline deadline) {
        if (!isRefreshDue(NOTIFICATION_PAUSE)) {
            return true;
        }
        if (!notificationDownloads.tryAcquire()) {
            return false;
        }
        try {
            exclusively(deadline, () -> find(id).isPresent() || isRefreshDue(NOTIFICATION_PAUSE) && download(deadline));
            return true;
        } finally {
            notificationDownloads.release();
        }
    }

    /**
     * Downloads the certificates if none is valid, or if the last download is older than {@link #REFRESH_PERIOD}. A failure
     * is logged and leaves the keys as they are.
     */
    public void refreshIfDue(Deadline deadline) {
        if (source != null && isDue()) {
            exclusively(deadline, () -> isDue() && download(deadline));
        }
    }

    private boolean isDue() {
        return latest(downloaded.values(), clock.instant()).isEmpty()
                || clock.instant().isAfter(lastSuccess.plus(REFRESH_PERIOD));
    }

    /** Ends the warnings about failed downloads, because the transport stops, too. Calls in flight still use the keys. */
    public void stop() {
        stopped = true;
    }

    /** Tells whether certificates are downloaded. */
    public boolean isRefreshable() {
        return source != null;
    }

    /** Returns why the last download failed, in full sentences; empty if it did not fail. */
    public Optional<String> lastFailure() {
        return Optional.ofNullable(failure);
    }

    /** Returns the time of the last download; empty before the first. */
    public Optional<Instant> lastDownload() {
        return Optional.of(lastSuccess).filter(time -> !time.equals(Instant.EPOCH));
    }

    /** Returns the keys that are trusted now. */
    Stream<TrustedKey> valid() {
        Instant now = clock.instant();
        return Stream.concat(configured.values().stream(), downloaded.values().stream())
                .filter(key -> key.isValidAt(now));
    }

    /** Returns the names of the keys that are trusted now, for messages. */
    public List<String> ids() {
        return valid().map(TrustedKey::id).toList();
    }

    /** Tells whether a download may bring the key of this name. */
    boolean isDownloadable(String id) {
        return source != null && KeyId.isCertificate(id) && !KeyId.normalize(id).equals(merchantSerialNumber);
    }

    private boolean isRefreshDue(Duration pause) {
        return isRetryDue(pause) && !clock.instant().isBefore(lastSuccess.plus(REFRESH_THROTTLE));
    }

    private boolean isRetryDue(Duration pause) {
        return !clock.instant().isBefore(lastFailure.plus(pause));
    }

    private boolean exclusively(Deadline deadline, BooleanSupplier work) {
        try {
            if (!refreshing.tryLock(deadline.remaining().toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            return work.getAsBoolean();
        } finally {
            refreshing.unlock();
        }
    }

    private boolean download(Deadline deadline) {
        try {
            Map<String, TrustedKey> fresh = index(source.download(this, deadline.atLeast(SHORTEST_DOWNLOAD)));
            if (fresh.remove(merchantSerialNumber) != null) {
                LOG.warn("The list of platform certificates has the merchant's own certificate: ignored");
            }
            Instant now = clock.instant();
            downloaded.forEach((id, key) -> {
                if (key.isValidAt(now)) {
                    fresh.putIfAbsent(id, key.until(now.plus(OVERLAP)));
                }
            });
            downloaded = Map.copyOf(fresh);
            lastSuccess = now;
            if (failure != null) {
                failure = null;
                lastWarning = Instant.EPOCH;
                LOG.info("Platform certificates downloaded again: {}", ids());
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception | LinkageError e) {
            lastFailure = clock.instant();
            failure = e.getMessage();
            if (stopped) {
                LOG.debug("Stopped: {}", failure);
            } else {
                warnOnceAnHour();
            }
            return false;
        }
    }

    private void warnOnceAnHour() {
        Instant now = clock.instant();
        if (now.isBefore(lastWarning.plus(REFRESH_PERIOD))) {
            LOG.debug("{} Trusted keys that stay in use: {}", failure, ids().size());
        } else {
            lastWarning = now;
            LOG.warn("{} Trusted keys that stay in use: {}", failure, ids().size());
        }
    }

    private static Optional<TrustedKey> latest(Collection<TrustedKey> keys, Instant now) {
        TrustedKey latest = null;
        for (TrustedKey key : keys) {
            if (key.isValidAt(now) && (latest == null || key.validUntil().isAfter(latest.validUntil()))) {
                latest = key;
            }
        }
        return Optional.ofNullable(latest);
    }

    private static Map<String, TrustedKey> index(Collection<TrustedKey> keys) {
        Map<String, TrustedKey> index = new LinkedHashMap<>();
        keys.forEach(key -> index.put(KeyId.normalize(key.id()), key));
        return index;
    }
}
