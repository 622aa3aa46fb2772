package io.github.camelwechatpay.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Runs a small version of {@code mvn -B verify -Pcrash}. */
class CrashTest {

    private static final Crash.Load SMALL = new Crash.Load(200, 2, Duration.ofMinutes(5));
    private static final Crash.Load SMALLEST = new Crash.Load(10, 1, Duration.ofSeconds(5));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private Crash.Result run(Crash.Load load, Map<String, String> settings) throws Exception {
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return new Crash(out, load, new Random().nextInt(1_000_000)).run(settings);
    }

    private String report() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyPaymentIsBookedOnceAlthoughNodesAreKilledAndNotificationsGivenUp() throws Exception {
        Crash.Result result = run(SMALL, Map.of());

        assertThat(result.isGood()).as(report()).isTrue();
        assertThat(result.recovered()).as(report()).isGreaterThanOrEqualTo(SMALL.rounds());
        assertThat(report().lines())
                .last()
                .asString()
                .matches("crash: sent 200, delivered 200, repeated \\d+, recovered \\d+, lost 0");
        assertThat(report()).containsPattern("[2-4] nodes killed");
    }

    @Test
    void aPaymentWhoseNotificationWasGivenUpIsLostIfNoNodeQueriesIt() throws Exception {
        Crash.Result result = run(SMALLEST, Map.of("missed.after", "3 days"));

        assertThat(result.isGood()).as(report()).isFalse();
        assertThat(result.recovered()).as(report()).isZero();
        assertThat(report().lines())
                .last()
                .asString()
                .matches("crash: sent 10, delivered \\d, repeated \\d+, recovered 0, lost [1-9]\\d*");
    }
}
