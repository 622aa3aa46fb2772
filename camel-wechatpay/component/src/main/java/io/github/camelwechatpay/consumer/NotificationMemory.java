package io.github.camelwechatpay.consumer;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers the keys of handled notifications in the memory of this process, each for 25 hours: WeChat Pay sends a
 * notification again for 24 hours and 4 minutes. When it is full, it forgets the oldest keys early, and warns once.
 *
 * <p>A key is kept as the first 127 bits of its SHA-256 digest. The tables hold pairs of longs and are at most three
 * quarters full, which takes 21 to 43 bytes per key. Keys of the same hour share a table, and are forgotten together. Thread-safe.
 */
public final class NotificationMemory extends ServiceSupport implements IdempotentRepository {

    /** Takes at most 43 MB. Eleven notifications per second fill the memory within the 25 hours. */
    public static final int MOST_KEYS = 1_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(NotificationMemory.class);

    private static final Duration AGE = Duration.ofHours(25);
    private static final Duration SPAN = Duration.ofHours(1);

    private record Digest(long high, long low) {

        static Digest of(String key) {
            ByteBuffer text = ByteBuffer.allocate(Character.BYTES * key.length());
            text.asCharBuffer().put(key);
            try {
                ByteBuffer digest =
                        ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.array()));
                // Odd, so that it is not the zero of a free slot
                return new Digest(digest.getLong(), digest.getLong() | 1);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every Java platform has SHA-256", e);
            }
        }
    }

    /** Holds the keys of an hour: a hash table with open addressing, from which no single key is removed. */
    private static final class Table {

        private static final int FEWEST_SLOTS = 64;

        /** Fills three quarters of 32,768 slots. A full memory then forgets a fortieth of its keys at a time. */
        private static final int MOST = 24_576;

        private final Instant oldest;
        private Instant newest;
        private long[] slots = new long[2 * FEWEST_SLOTS];
        private int size;

        Table(Instant oldest) {
            this.oldest = oldest;
            this.newest = oldest;
        }

        boolean isOpen(Instant now) {
            return size < MOST && now.isBefore(oldest.plus(SPAN));
        }

        boolean isOutdated(Instant now) {
            return newest.plus(AGE).isBefore(now);
        }

        boolean contains(Digest digest) {
            return slots[slot(digest) + 1] != 0;
        }

        void add(Digest digest, Instant now) {
            if (4 * (size + 1) > 3 * (slots.length / 2)) {
                grow();
            }
            put(digest);
            size++;
            newest = now.isAfter(newest) ? now : newest;
        }

        private void grow() {
            long[] former = slots;
            slots = new long[2 * former.length];
            for (int i = 0; i < former.length; i += 2) {
                if (former[i + 1] != 0) {
                    put(new Digest(former[i], former[i + 1]));
                }
            }
        }

        private void put(Digest digest) {
            int slot = slot(digest);
            slots[slot] = digest.high;
            slots[slot + 1] = digest.low;
        }

        /** Returns the index of the slot that holds the digest, or of the free slot for it. */
        private int slot(Digest digest) {
            int last = slots.length - 2;
            int slot = (int) digest.high & last;
            while (slots[slot + 1] != 0 && (slots[slot] != digest.high || slots[slot + 1] != digest.low)) {
                slot = slot + 2 & last;
            }
            return slot;
        }
    }

    private final InstantSource clock;
    private final int most;
    private final Deque<Table> tables = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();

    private int size;
    private long forgotten;

    /** @param most number of keys; if there are more, whole tables of up to 24,576 keys are forgotten */
    public NotificationMemory(InstantSource clock, int most) {
        this.clock = clock;
        this.most = most;
    }

    @Override
    public boolean contains(String key) {
        Digest digest = Digest.of(key);
        lock.lock();
        try {
            return isKnown(digest);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean add(String key) {
        Digest digest = Digest.of(key);
        lock.lock();
        try {
            if (isKnown(digest)) {
                return false;
            }
            Instant now = clock.instant();
            forgetOutdated(now);
            if (tables.isEmpty() || !tables.getLast().isOpen(now)) {
                tables.add(new Table(now));
            }
            tables.getLast().add(digest, now);
            size++;
            forgetEarly();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean isKnown(Digest digest) {
        return tables.stream().anyMatch(table -> table.contains(digest));
    }

    private void forgetOutdated(Instant now) {
        while (!tables.isEmpty() && tables.getFirst().isOutdated(now)) {
            size -= tables.removeFirst().size;
        }
    }

    private void forgetEarly() {
        while (size > most && tables.size() > 1) {
            int lost = tables.removeFirst().size;
            size -= lost;
            if (forgotten == 0) {
                LOG.warn(
                        "The default memory of handled notifications is full: it has forgotten {} keys that are younger"
                                + " than 25 hours, so that a notification that WeChat Pay sends again may run its route"
                                + " again. Set option idempotentRepository to a repository that keeps more than {} keys,"
                                + " such as JdbcMessageIdRepository of camel-sql",
                        lost,
                        most);
            }
            forgotten += lost;
        }
    }

    /** Does nothing, because keys are forgotten only by age or for lack of room. */
    @Override
    public boolean remove(String key) {
        return false;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            tables.clear();
            size = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of keys in the memory. */
    public int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the number of keys that were forgotten before they were 25 hours old. */
    public long forgotten() {
        lock.lock();
        try {
            return forgotten;
        } finally {
            lock.unlock();
        }
    }
}
