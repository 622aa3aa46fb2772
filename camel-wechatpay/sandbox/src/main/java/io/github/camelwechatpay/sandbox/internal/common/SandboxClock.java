package io.github.camelwechatpay.sandbox.internal.common;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** A clock that is shifted by an offset, which may change while the gateway runs. Thread-safe. */
public final class SandboxClock extends Clock {
    private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

    private final Clock base;
    private volatile Duration offset = Duration.ZERO;

    public SandboxClock(Clock base) {
        this.base = base;
    }

    public void offset(Duration newOffset) {
        offset = newOffset;
    }

    /** Returns the time as responses and notifications write it: RFC 3339 in whole seconds, {@code +08:00}. */
    public String rfc3339() {
        return rfc3339(instant());
    }

    public static String rfc3339(Instant instant) {
        // toString would leave out seconds that are zero
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                OffsetDateTime.ofInstant(instant.truncatedTo(ChronoUnit.SECONDS), BEIJING));
    }

    public long epochSecond() {
        return instant().getEpochSecond();
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(base.withZone(zone), offset);
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offset);
    }
}
