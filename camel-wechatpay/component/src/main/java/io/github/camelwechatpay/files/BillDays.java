package io.github.camelwechatpay.files;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;

/** Lists the days whose bills are ready (WeChat Pay documentation, "bills": from 10:00 of the next day in China). */
public final class BillDays {

    /** Most days that may be asked for. */
    public static final int MOST = 90;

    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final LocalTime READY = LocalTime.of(10, 0);

    private BillDays() {}

    /** Returns the last so many days, the oldest first. */
    public static List<LocalDate> last(int days, Clock clock) {
        ZonedDateTime now = clock.instant().atZone(CHINA);
        LocalDate last = now.toLocalDate().minusDays(now.toLocalTime().isBefore(READY) ? 2 : 1);
        return last.minusDays(days - 1L).datesUntil(last.plusDays(1)).toList();
    }
}
