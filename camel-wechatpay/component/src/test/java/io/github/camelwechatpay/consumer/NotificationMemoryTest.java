package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.NotifyLog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationMemoryTest {

    private static final int MOST = 100_000;

    private Instant now = Instant.parse("2026-11-21T00:00:00Z");
    private final NotificationMemory memory = new NotificationMemory(() -> now, MOST);

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT59M", "PT1H", "PT24H4M", "PT25H"})
    void keepsAKeyFor25Hours(Duration age) {
        memory.add("first");
        now = now.plus(age);
        memory.add("another");

        assertThat(memory.contains("first")).isTrue();
        assertThat(memory.add("first")).isFalse();
        assertThat(memory.size()).isEqualTo(2);
    }

    /** With those that were added within an hour after it. */
    @Test
    void forgetsAKeyWithinAnotherHour() {
        memory.add("first");
        now = now.plus(Duration.ofMinutes(59));
        memory.add("second");
        now = now.plus(Duration.ofHours(25).plusSeconds(1));
        memory.add("third");

        assertThat(memory.contains("first")).isFalse();
        assertThat(memory.contains("second")).isFalse();
        assertThat(memory.size()).isEqualTo(1);
        assertThat(memory.forgotten()).isZero();
    }

    @Test
    void keepsThousandsOfKeysOfOneMinute() {
        List<String> keys =
                IntStream.range(0, 60_000).mapToObj(i -> "1900000109:" + i).toList();
        keys.forEach(key -> {
            now = now.plusMillis(1);
            assertThat(memory.contains(key)).isFalse();
            assertThat(memory.add(key)).isTrue();
        });

        assertThat(keys).allMatch(memory::contains);
        assertThat(memory.contains("1900000109:60000")).isFalse();
        assertThat(memory.size()).isEqualTo(60_000);
    }

    @Test
    void forgetsTheOldestKeysWhenItIsFullAndWarnsOnce() {
        try (NotifyLog log = NotifyLog.of(Level.INFO, "io.github.camelwechatpay")) {
            for (int i = 0; i < 2 * MOST; i++) {
                memory.add("1900000109:" + i);
                assertThat(memory.size()).isLessThanOrEqualTo(MOST);
            }

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            "The default memory of handled notifications is full: it has forgotten 24576 keys that are"
                                    + " younger than 25 hours, so that a notification that WeChat Pay sends again may run its"
                                    + " route again. Set option idempotentRepository to a repository that keeps more than 100000"
                                    + " keys, such as JdbcMessageIdRepository of camel-sql");
        }
        assertThat(memory.contains("1900000109:0")).isFalse();
        assertThat(IntStream.range(2 * MOST - MOST / 2, 2 * MOST).mapToObj(i -> "1900000109:" + i))
                .allMatch(memory::contains);
        assertThat(memory.forgotten()).isEqualTo(2L * MOST - memory.size());
    }

    @Test
    void warnsOfNothingWhereKeysAreOldEnough() {
        try (NotifyLog log = NotifyLog.of(Level.INFO, "io.github.camelwechatpay")) {
            for (int i = 0; i < 2 * MOST; i++) {
                now = now.plusSeconds(1);
                memory.add("1900000109:" + i);
            }

            assertThat(log.lines()).isEmpty();
        }
        assertThat(memory.forgotten()).isZero();
        assertThat(memory.size()).isBetween(90_000, 93_700);
    }

    @Test
    void tellsKeysApartThatStoresMixUp() {
        List<String> keys = List.of("", "a", "A", "a ", "a\n", "a\t", "a\ud83c", "a\ud83d", "a?", "\u00e9", "e\u0301");

        assertThat(keys).allMatch(memory::add);
        assertThat(memory.size()).isEqualTo(keys.size());
    }

    @Test
    void keepsKeysWhenTheClockIsSetBack() {
        memory.add("first");
        now = now.minus(Duration.ofHours(3));
        memory.add("second");
        now = now.plus(Duration.ofHours(3));

        assertThat(memory.contains("first")).isTrue();
        assertThat(memory.contains("second")).isTrue();
    }

    @Test
    void isEmptiedByClear() {
        memory.add("first");

        memory.clear();

        assertThat(memory.contains("first")).isFalse();
        assertThat(memory.size()).isZero();
        assertThat(memory.add("first")).isTrue();
    }
}
