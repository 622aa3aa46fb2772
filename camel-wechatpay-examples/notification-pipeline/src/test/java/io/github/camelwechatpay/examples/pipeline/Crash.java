package io.github.camelwechatpay.examples.pipeline;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Kills nodes while notifications come in, and counts at the end. The order of notifications, which of them come again and who
 * is killed when follow from the seed; what a kill hits does not.
 */
final class Crash {

    /**
     * @param notifications of as many events
     * @param kills by SIGKILL; with each the node is started again at once
     * @param spread over which the first attempts are spread
     */
    record Load(int notifications, int kills, Duration spread) {}

    /**
     * @param sent notifications, each of an event of its own
     * @param delivered events that passed the duplicate check
     * @param repeated further copies that came out of the queue
     * @param lost events that did not come out of it, or did not pass the check
     * @param doubled events that passed the check more than once
     */
    record Result(int sent, int delivered, int repeated, int lost, int doubled) {

        boolean isGood() {
            return lost == 0 && doubled == 0;
        }

        @Override
        public String toString() {
            return "crash: sent %d, delivered %d, repeated %d, lost %d".formatted(sent, delivered, repeated, lost);
        }
    }

    private static final Load FULL = new Load(2000, 25, Duration.ofSeconds(50));
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Of all notifications, in percent: sent again, under another id, although they were answered with success. */
    private static final int SENT_AGAIN = 20;

    /** Of all notifications, in percent: sent twice at the same moment, so that both nodes may run them. */
    private static final int SENT_TWICE_AT_ONCE = 10;

    private final PrintStream out;
    private final Load load;
    private final Random random;

    Crash(PrintStream out, Load load, long seed) {
        this.out = out;
        this.load = load;
        this.random = new Random(seed);
        out.printf("%d notifications, %d kills, seed %d%n", load.notifications(), load.kills(), seed);
    }

    /** Ends with status 0 when nothing was lost and nothing passed the duplicate check twice, else with 1. */
    public static void main(String[] args) throws Exception {
        long seed = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
        Result result = new Crash(System.out, FULL, seed).run();
        System.exit(result.isGood() ? 0 : 1);
    }

    Result run() throws Exception {
        try (Pipeline pipeline = Pipeline.start(Map.of("missed.every", "1h"));
                RetrySchedule schedule = new RetrySchedule(pipeline.address())) {
            Kills kills = new Kills(pipeline.nodes(), load, random);
            List<Notice> notices = notices(pipeline);
            List<CompletableFuture<Boolean>> outcomes = send(notices, schedule, kills);
            CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new))
                    .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            pipeline.drain();
            Result result = count(notices, pipeline.payments());
            out.printf(
                    "%d attempts, %d nodes killed and started again, %d passed the duplicate check twice%n%s%n",
                    schedule.attempts(), kills.done(), result.doubled(), result);
            return result;
        }
    }

    private List<Notice> notices(Pipeline pipeline) {
        List<Notice> notices = new ArrayList<>();
        for (int i = 0; i < load.notifications(); i++) {
            notices.add(Notice.of(pipeline.sandbox(), i));
        }
        return notices;
    }

    private List<CompletableFuture<Boolean>> send(List<Notice> notices, RetrySchedule schedule, Kills kills) {
        List<CompletableFuture<Boolean>> outcomes = new ArrayList<>();
        for (Notice notice : notices) {
            Duration delay = anyTime();
            CompletableFuture<Boolean> first = schedule.send(notice, delay);
            outcomes.add(first.whenComplete((accepted, failure) -> kills.progress()));
            if (random.nextInt(100) < SENT_TWICE_AT_ONCE) {
                outcomes.add(schedule.send(notice, delay));
            }
            if (random.nextInt(100) < SENT_AGAIN) {
                Duration later = anyTime();
                outcomes.add(first.thenCompose(accepted -> schedule.send(notice.withOtherId(), later)));
            }
        }
        return outcomes;
    }

    /** In an order of its own for each seed, not that of the events. */
    private Duration anyTime() {
        return Duration.ofMillis(random.nextLong(load.spread().toMillis()));
    }

    private static Result count(List<Notice> notices, Payments payments) {
        Map<String, Integer> copies = payments.copies();
        Map<String, Integer> bookings = payments.bookings();
        int delivered = 0;
        int repeated = 0;
        int doubled = 0;
        for (Notice notice : notices) {
            int booked = bookings.getOrDefault(notice.event(), 0);
            delivered += booked > 0 ? 1 : 0;
            doubled += booked > 1 ? 1 : 0;
            repeated += Math.max(0, copies.getOrDefault(notice.event(), 0) - 1);
        }
        return new Result(notices.size(), delivered, repeated, notices.size() - delivered, doubled);
    }
}
