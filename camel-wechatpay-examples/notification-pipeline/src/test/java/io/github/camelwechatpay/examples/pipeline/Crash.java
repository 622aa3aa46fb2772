package io.github.camelwechatpay.examples.pipeline;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Kills nodes while notifications of paid orders come in, and counts at the end. WeChat Pay gives up a notification that no
 * node accepts: more of them on a slow machine, and one in each round on any machine. The nodes ask for those orders, and
 * only for those: an accepted notification that is missing in the queue stays missing. The order of notifications, which of
 * them come again, who is killed and after how many accepted ones follow from the seed; what a kill hits does not.
 */
final class Crash {

    /**
     * @param notifications each of an order of its own
     * @param rounds in which they are sent; in the middle of each, one node is killed, or both
     * @param recovery how long the nodes have at the end to ask for what WeChat Pay gave up
     */
    record Load(int notifications, int rounds, Duration recovery) {}

    /**
     * @param sent notifications, each of an order of its own
     * @param delivered payments that passed the duplicate check
     * @param repeated further copies that came out of the queue
     * @param recovered payments that were delivered because a node asked for the order, after WeChat Pay gave up
     * @param lost payments that did not pass the check
     * @param doubled payments that passed the check more than once
     */
    record Result(int sent, int delivered, int repeated, int recovered, int lost, int doubled) {

        boolean isGood() {
            return lost == 0 && doubled == 0;
        }

        @Override
        public String toString() {
            return "crash: sent %d, delivered %d, repeated %d, recovered %d, lost %d"
                    .formatted(sent, delivered, repeated, recovered, lost);
        }
    }

    private static final Load FULL = new Load(2000, 20, Duration.ofMinutes(5));

    /** Ends a run that hangs. No result depends on it: a machine with much else to do takes minutes longer. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** The nodes look for orders to ask for this often, and do not find any before the end. */
    private static final Map<String, String> SETTINGS = Map.of("missed.every", "1000", "missed.after", "12 hours");

    /** A query may fail; then the order is asked for again. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(20);

    private static final String TWELVE_HOURS_LATER =
            "UPDATE orders SET asked_at = asked_at - INTERVAL '12 hours' WHERE out_trade_no = ?";

    /** The first attempts of a round are spread over this: more than two nodes can take. */
    private static final Duration ROUND = Duration.ofMillis(300);

    /** Those that come again after they were accepted do so within this: in a later round. */
    private static final Duration LATER = Duration.ofSeconds(10);

    private static final int PERCENT_SENT_AGAIN = 20;
    private static final int PERCENT_SENT_TWICE_AT_ONCE = 10;
    private static final int PERCENT_BOTH_KILLED = 25;

    /** Whether each copy of a notification was accepted in the end. */
    private final Map<Notice, List<CompletableFuture<Boolean>>> copies = new LinkedHashMap<>();

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
        Result result = new Crash(System.out, FULL, seed).run(Map.of());
        System.exit(result.isGood() ? 0 : 1);
    }

    /** @param settings properties of the nodes, on top of the usual ones */
    Result run(Map<String, String> settings) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(SETTINGS);
        all.putAll(settings);
        Result result = null;
        try (Pipeline pipeline = Pipeline.start(all);
                RetrySchedule schedule = new RetrySchedule(pipeline.address())) {
            List<Notice> notices = notices(pipeline);
            for (int round = 0; round < load.rounds(); round++) {
                List<Notice> some = notices.subList(start(round), start(round + 1));
                CountDownLatch moment = new CountDownLatch(1 + random.nextInt(some.size()));
                some.subList(1, some.size()).forEach(notice -> send(schedule, notice, moment));
                giveUp(some.get(0), moment);
                if (!moment.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                    throw new TimeoutException("The nodes do not accept notifications");
                }
                kill(victims(pipeline.nodes()));
            }
            CompletableFuture.allOf(
                            copies.values().stream().flatMap(List::stream).toArray(CompletableFuture[]::new))
                    .get(LONGEST.toSeconds(), TimeUnit.SECONDS);
            Set<String> recovered = recover(pipeline);
            pipeline.drain();
            result = report(schedule, pipeline.payments(), recovered);
        } finally {
            // The last line: behind all that is logged when the pipeline ends
            if (result != null) {
                out.println(result);
            }
        }
        return result;
    }

    /** Of orders that are placed and paid, in an order of its own for each seed. */
    private List<Notice> notices(Pipeline pipeline) throws IOException {
        URI nowhere = URI.create("http://127.0.0.1:" + Ports.free() + "/notify/payments");
        List<Notice> notices = new ArrayList<>();
        for (int i = 0; i < load.notifications(); i++) {
            String outTradeNo = "order-" + i;
            pipeline.order(outTradeNo, nowhere);
            pipeline.sandbox().pay(outTradeNo);
            notices.add(Notice.of(pipeline.sandbox(), pipeline.query(outTradeNo)));
        }
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
        List<CompletableFuture<Boolean>> outcomes = new ArrayList<>(List.of(outcome));
        copies.put(notice, outcomes);
        if (random.nextInt(100) < PERCENT_SENT_TWICE_AT_ONCE) {
            outcomes.add(schedule.send(notice, delay));
        }
        if (random.nextInt(100) < PERCENT_SENT_AGAIN) {
            Duration later = within(LATER);
            outcomes.add(outcome.thenCompose(done -> schedule.send(notice.withOtherId(), later)));
        }
    }

    /** As if no attempt of the whole schedule had reached a node. */
    private void giveUp(Notice notice, CountDownLatch done) {
        copies.put(notice, List.of(CompletableFuture.completedFuture(false)));
        done.countDown();
    }

    /** Whether a node accepted any copy: then the payment must come out of the queue without being asked for. */
    private boolean wasAccepted(Notice notice) {
        return copies.get(notice).stream().anyMatch(CompletableFuture::join);
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

    /**
     * Lets twelve hours pass for the orders that WeChat Pay gave up, so that the nodes ask for them.
     *
     * @return the events that passed the duplicate check only then
     */
    private Set<String> recover(Pipeline pipeline) throws SQLException, InterruptedException {
        Map<String, String> missing = copies.keySet().stream()
                .filter(notice -> !wasAccepted(notice))
                .filter(notice -> !pipeline.payments().bookings().containsKey(notice.event()))
                .collect(Collectors.toMap(Notice::event, Notice::outTradeNo));
        long over = System.nanoTime() + load.recovery().toNanos();
        do {
            for (String outTradeNo : missing.values()) {
                pipeline.database().execute(TWELVE_HOURS_LATER, outTradeNo);
            }
        } while (!pipeline.payments().awaitBookings(missing.keySet(), shorter(ASK_AGAIN, load.recovery()))
                && System.nanoTime() < over);
        Set<String> recovered = new HashSet<>(missing.keySet());
        recovered.retainAll(pipeline.payments().bookings().keySet());
        return recovered;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Result report(RetrySchedule schedule, Payments payments, Set<String> recovered) {
        Result result = count(payments.copies(), payments.bookings(), recovered);
        long accepted = copies.keySet().stream().filter(this::wasAccepted).count();
        long broken = copies.keySet().stream()
                .filter(notice -> wasAccepted(notice) && !payments.bookings().containsKey(notice.event()))
                .count();
        out.printf(
                "%d nodes killed and started again; %d attempts; %d notifications given up by WeChat Pay;"
                        + " %d payments lost although accepted; %d payments passed the duplicate check twice%n",
                killed, schedule.attempts(), copies.size() - accepted, broken, result.doubled());
        return result;
    }

    private Result count(Map<String, Integer> queued, Map<String, Integer> bookings, Set<String> recovered) {
        int delivered = 0;
        int repeated = 0;
        int doubled = 0;
        for (Notice notice : copies.keySet()) {
            int booked = bookings.getOrDefault(notice.event(), 0);
            delivered += booked > 0 ? 1 : 0;
            doubled += booked > 1 ? 1 : 0;
            repeated += Math.max(0, queued.getOrDefault(notice.event(), 0) - 1);
        }
        return new Result(copies.size(), delivered, repeated, recovered.size(), copies.size() - delivered, doubled);
    }
}
