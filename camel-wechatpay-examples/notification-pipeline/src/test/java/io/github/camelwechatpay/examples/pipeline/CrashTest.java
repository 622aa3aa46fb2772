package io.github.camelwechatpay.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The small version of what {@code mvn -B verify -Pcrash} runs. */
class CrashTest {

    private static final Crash.Load SMALL = new Crash.Load(200, 2);

    @Test
    void everyPaymentIsBookedOnceAlthoughNodesAreKilled() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        Crash.Result result = new Crash(out, SMALL, new Random().nextInt(1_000_000)).run();

        String report = printed.toString(StandardCharsets.UTF_8);
        assertThat(result.isGood()).as(report).isTrue();
        assertThat(result.delivered()).as(report).isEqualTo(SMALL.notifications());
        assertThat(report.lines()).last().asString().startsWith("crash: sent 200, delivered 200, repeated ");
        assertThat(report).containsPattern("[2-4] nodes killed");
    }
}
