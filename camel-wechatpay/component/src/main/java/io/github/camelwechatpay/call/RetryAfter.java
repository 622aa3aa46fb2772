package io.github.camelwechatpay.call;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads header Retry-After of an error response (RFC 9110, section 10.2.3). The header is not signed. */
final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,5}");

    private RetryAfter() {}

    /**
     * Returns the time to wait from now.
     *
     * @param value seconds, or a date as HTTP writes it
     * @return zero for a date that is over; null without a value, for a value that is neither, and for more than a day
     */
    static @Nullable Duration read(@Nullable String value, Clock clock) {
        if (value == null) {
            return null;
        }
        Duration wait = SECONDS.matcher(value).matches()
                ? Duration.ofSeconds(Long.parseLong(value))
                : until(value, clock.instant());
        return wait == null || wait.compareTo(LONGEST) > 0 ? null : wait;
    }

    private static @Nullable Duration until(String date, Instant now) {
        try {
            Instant then = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from);
            return then.isBefore(now) ? Duration.ZERO : Duration.between(now, then);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
