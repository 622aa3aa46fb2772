package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillDaysTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T01:59:59Z, 2026-11-19",
        "2026-11-21T02:00:00Z, 2026-11-20",
        "2026-11-21T15:59:59Z, 2026-11-20",
        "2026-11-21T16:00:00Z, 2026-11-20",
        "2026-11-22T02:00:00Z, 2026-11-21"
    })
    void beginsAtTenOfTheNextDayInChina(Instant now, LocalDate last) {
        assertThat(BillDays.last(1, Clock.fixed(now, ZoneOffset.UTC))).containsExactly(last);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "90"})
    void goesBackAsManyDaysOldestFirst(int days) {
        var last = BillDays.last(days, Clock.fixed(Instant.parse("2026-03-01T02:00:00Z"), ZoneOffset.UTC));

        assertThat(last).hasSize(days).isSorted().endsWith(LocalDate.of(2026, 2, 28));
    }
}
