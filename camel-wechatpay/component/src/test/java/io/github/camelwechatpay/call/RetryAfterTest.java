package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "0                               | PT0S",
                "1                               | PT1S",
                "120                             | PT2M",
                "00120                           | PT2M",
                "86400                           | PT24H",
                "Sat, 21 Nov 2026 10:00:30 GMT   | PT30S",
                "Sun, 22 Nov 2026 10:00:00 GMT   | PT24H",
                "Sat, 21 Nov 2026 10:00:00 GMT   | PT0S",
                "Sat, 21 Nov 2026 09:00:00 GMT   | PT0S",
                "Thu, 01 Jan 1970 00:00:00 GMT   | PT0S"
            })
    void readsSecondsAndDates(String value, Duration wait) {
        assertThat(RetryAfter.read(value, CLOCK)).isEqualTo(wait);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1.5",
                "1e3",
                "0x10",
                "\u0661",
                "86401",
                "100000",
                "99999999999999999999",
                "soon",
                "1, 2",
                "Sun, 22 Nov 2026 10:00:01 GMT",
                "Sun, 21 Nov 2026 10:00:30 GMT",
                "Sat, 21 Nov 2026 25:00:00 GMT",
                "Fri, 31 Dec 999999999 23:59:59 GMT",
                "2026-11-21T10:00:30Z"
            })
    void takesAnythingElseForNone(String value) {
        assertThat(RetryAfter.read(value, CLOCK)).isNull();
    }
}
