package io.github.camelwechatpay.examples.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Kills nodes while notifications come in, and counts at the end. The order of notifications, which of them come again, who is
 * killed and after how many accepted ones follow from the seed; what a kill hits does not.
 */
final class Crash {

    /**
     * @param notifications each of an event of its own
     * @param rounds in which they are sent; in the middle of each, one node is killed, or both
     */
    record Load(int notifications, int rounds) {}

    /**
     * @param sent notifications, each of an event of its own
     * @param delivered events that passed the duplicate check
     * @param repeated further copies that came out of the queue
     * @param lost events that did not pass the check
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

    private static final Load FULL = new Load(2000, 20);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /** The first attempts of a round are spread over this: more than two nodes can take. */
    private static final Duration ROUND = Duration.ofMillis(300);

    /** Those that come again after they were accepted do so within this: in a later round. */
    private static final Duration LATER = Duration.ofSeconds(10);

    private static final int PERCENT_SENT_AGAIN = 20;
    private static final int PERCENT_SENT_TWICE_AT_ONCE = 10;
    private static final int PERCENT_BOTH_KILLED = 25;

    private final Map<Notice, CompletableFuture<Boolean>> first = new LinkedHashMap<>();
    private final List<CompletableFuture<Boolean>> further = new ArrayList<>();
    private final PrintStream out;
    private final Load load;
    private final Random random;

    private int killed;

    Crash(PrintStream out, Load load, long seed) {
        this.out = out;
        this.load = load;
        this.random = new Random(seed);
        out.printf("%d notifications, seed %d%n", load.notifications(), seed);
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
            List<Notice> notices = notices(pipeline);
            for (int round = 0; round < load.rounds(); round++) {
                List<Notice> some = notices.subList(start(round), start(round + 1));
                CountDownLatch moment = new CountDownLatch(1 + random.nextInt(some.size()));
                some.forEach(notice -> send(schedule, notice, moment));
                if (!moment.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    throw new TimeoutException("The nodes do not accept notifications");
                }
                kill(victims(pipeline.nodes()));
            }
            CompletableFuture.allOf(Stream.concat(first.values().stream(), further.stream())
                            .toArray(CompletableFuture[]::new))
                    .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            pipeline.drain();
            return report(schedule, pipeline.payments());
        }
    }

    /** In an order of its own for each seed. */
    private List<Notice> notices(Pipeline pipeline) {
        List<Notice> notices = new ArrayList<>();
        IntStream.range(0, load.notifications()).forEach(i -> notices.add(Notice.of(pipeline.sandbox(), i)));
        Collections.shuffle(notices, random);
        return notices;
    }

    private int start(int round) {
        return load.notifications() * round / load.rounds();
    }

    private void send(RetrySchedule schedule, Notice notice, CountDownLatch accepted) {
        Duration delay = within(ROUND);
        CompletableFuture<Boolean> outcome = schedule.send(notice, delay);
        outcome.thenRun(accepted::countDown);
        first.put(notice, outcome);
        if (random.nextInt(100) < PERCENT_SENT_TWICE_AT_ONCE) {
            further.add(schedule.send(notice, delay));
        }
        if (random.nextInt(100) < PERCENT_SENT_AGAIN) {
            Duration later = within(LATER);
            further.add(outcome.thenCompose(done -> schedule.send(notice.withOtherId(), later)));
        }
    }

    private Duration within(Duration limit) {
        return Duration.ofMillis(random.nextLong(limit.toMillis()));
    }

    private List<NodeProcess> victims(List<NodeProcess> nodes) {
        return random.nextInt(100) < PERCENT_BOTH_KILLED ? nodes : List.of(nodes.get(random.nextInt(nodes.size())));
    }

    /** Notifications come on meanwhile; the next round begins when all nodes are back. */
    private void kill(List<NodeProcess> victims) throws IOException {
        victims.forEach(NodeProcess::kill);
        victims.forEach(NodeProcess::start);
        for (NodeProcess victim : victims) {
            victim.awaitReady();
        }
        killed += victims.size();
    }

    private Result report(RetrySchedule schedule, Payments payments) {
        Result result = count(payments.copies(), payments.bookings());
        long refused =
                first.values().stream().filter(outcome -> !outcome.join()).count();
        long broken = first.entrySet().stream()
                .filter(sent -> sent.getValue().join()
                        && !payments.bookings().containsKey(sent.getKey().event()))
                .count();
        out.printf(
                "%d nodes killed and started again; %d attempts; %d notifications refused to the last, so that WeChat Pay"
                        + " gave up; %d lost although accepted; %d payments passed the duplicate check twice%n%s%n",
                killed, schedule.attempts(), refused, broken, result.doubled(), result);
        return result;
    }

    private Result count(Map<String, Integer> copies, Map<String, Integer> bookings) {
        int delivered = 0;
        int repeated = 0;
        int doubled = 0;
        for (Notice notice : first.keySet()) {
            int booked = bookings.getOrDefault(notice.event(), 0);
            delivered += booked > 0 ? 1 : 0;
            doubled += booked > 1 ? 1 : 0;
            repeated += Math.max(0, copies.getOrDefault(notice.event(), 0) - 1);
        }
        return new Result(first.size(), delivered, repeated, first.size() - delivered, doubled);
    }
}
