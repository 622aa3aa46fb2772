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
 * Kills nodes while notifications of paid orders arrive, and counts the payments at the end.
 *
 * <p>WeChat Pay gives up a notification that no node accepts. The test gives up at least one notification in each round; on a
 * slow machine there are more. The nodes query only those orders, so an accepted notification that is missing in the queue
 * stays missing.
 *
 * <p>The seed determines the order of notifications, which of them are sent again, which nodes are killed, and after how many
 * accepted notifications. It does not determine the exchanges that a kill interrupts.
 */
final class Crash {

    /**
     * Represents the size of a run.
     *
     * @param notifications number of notifications, each of its own order
     * @param rounds number of rounds in which they are sent; one or both nodes are killed in the middle of each round
     * @param recovery time that the nodes have at the end to query the orders that WeChat Pay gave up
     */
    record Load(int notifications, int rounds, Duration recovery) {}

    /**
     * Represents the counts at the end of a run.
     *
     * @param sent notifications, each of its own order
     * @param delivered payments that passed the duplicate check
     * @param repeated further copies that were read from the queue
     * @param recovered payments that were delivered because a node queried the order, after WeChat Pay gave up
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

    /** Ends a run that hangs. The value is generous, because a busy machine takes minutes longer. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /** The nodes look for orders to query every second. They find none before the end of the run. */
    private static final Map<String, String> SETTINGS = Map.of("missed.every", "1000", "missed.after", "12 hours");

    /** A query may fail; the order is queried again after this time. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(20);

    private static final String TWELVE_HOURS_LATER =
            "UPDATE orders SET asked_at = asked_at - INTERVAL '12 hours' WHERE out_trade_no = ?";

    /** The first attempts of a round are spread over this time, which is more load than two nodes can handle. */
    private static final Duration ROUND = Duration.ofMillis(300);

    /** Accepted notifications that are sent again follow within this time, in a later round. */
    private static final Duration LATER = Duration.ofSeconds(10);

    private static final int PERCENT_SENT_AGAIN = 20;
    private static final int PERCENT_SENT_TWICE_AT_ONCE = 10;
    private static final int PERCENT_BOTH_KILLED = 25;

    /** For each notification, whether each of its copies was accepted in the end. */
    private final Map<PaymentNotification, List<CompletableFuture<Boolean>>> copies = new LinkedHashMap<>();

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

    /** Exits with status 0 if no payment was lost and none passed the duplicate check twice, else with status 1. */
    public static void main(String[] args) throws Exception {
        long seed = Long.getLong("crash.seed", new Random().nextInt(1_000_000));
        Result result = new Crash(System.out, FULL, seed).run(Map.of());
        System.exit(result.isGood() ? 0 : 1);
    }

    /**
     * Runs the test.
     *
     * @param settings further properties of the nodes
     */
    Result run(Map<String, String> settings) throws Exception {
        Map<String, String> all = new LinkedHashMap<>(SETTINGS);
        all.putAll(settings);
        Result result = null;
        try (Pipeline pipeline = Pipeline.start(all);
                RetrySchedule schedule = new RetrySchedule(pipeline.address())) {
            List<PaymentNotification> notifications = notifications(pipeline);
            for (int round = 0; round < load.rounds(); round++) {
                List<PaymentNotification> some = notifications.subList(start(round), start(round + 1));
                CountDownLatch moment = new CountDownLatch(1 + random.nextInt(some.size()));
                some.subList(1, some.size()).forEach(notification -> send(schedule, notification, moment));
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
            // The result is the last line, after all log lines of the stopping pipeline
            if (result != null) {
                out.println(result);
            }
        }
        return result;
    }

    /** Places and pays orders and creates their notifications, shuffled by the seed. */
    private List<PaymentNotification> notifications(Pipeline pipeline) throws IOException {
        URI nowhere = URI.create("http://127.0.0.1:" + Ports.free() + "/notify/payments");
        List<PaymentNotification> notifications = new ArrayList<>();
        for (int i = 0; i < load.notifications(); i++) {
            String outTradeNo = "order-" + i;
            pipeline.order(outTradeNo, nowhere);
            pipeline.sandbox().pay(outTradeNo);
            notifications.add(PaymentNotification.of(pipeline.sandbox(), pipeline.query(outTradeNo)));
        }
        Collections.shuffle(notifications, random);
        return notifications;
    }

    private int start(int round) {
        return load.notifications() * round / load.rounds();
    }

    private void send(RetrySchedule schedule, PaymentNotification notification, CountDownLatch accepted) {
        Duration delay = within(ROUND);
        CompletableFuture<Boolean> outcome = schedule.send(notification, delay);
        outcome.thenRun(accepted::countDown);
        List<CompletableFuture<Boolean>> outcomes = new ArrayList<>(List.of(outcome));
        copies.put(notification, outcomes);
        if (random.nextInt(100) < PERCENT_SENT_TWICE_AT_ONCE) {
            outcomes.add(schedule.send(notification, delay));
        }
        if (random.nextInt(100) < PERCENT_SENT_AGAIN) {
            Duration later = within(LATER);
            outcomes.add(outcome.thenCompose(done -> schedule.send(notification.withOtherId(), later)));
        }
    }

    /** Gives up the notification, as if no attempt had reached a node. */
    private void giveUp(PaymentNotification notification, CountDownLatch done) {
        copies.put(notification, List.of(CompletableFuture.completedFuture(false)));
        done.countDown();
    }

    /** Tells whether a node accepted a copy: then the payment must reach the queue without a query. */
    private boolean wasAccepted(PaymentNotification notification) {
        return copies.get(notification).stream().anyMatch(CompletableFuture::join);
    }

    private Duration within(Duration limit) {
        return Duration.ofMillis(random.nextLong(limit.toMillis()));
    }

    private List<NodeProcess> victims(List<NodeProcess> nodes) {
        return random.nextInt(100) < PERCENT_BOTH_KILLED ? nodes : List.of(nodes.get(random.nextInt(nodes.size())));
    }

    /** Kills and restarts the nodes while notifications arrive. The next round begins when all nodes are ready. */
    private void kill(List<NodeProcess> victims) throws IOException {
        victims.forEach(NodeProcess::kill);
        victims.forEach(NodeProcess::start);
        for (NodeProcess victim : victims) {
            victim.awaitReady();
        }
        killed += victims.size();
    }

    /**
     * Lets twelve hours pass for the orders that WeChat Pay gave up, so that the nodes query them.
     *
     * @return the events that passed the duplicate check only then
     */
    private Set<String> recover(Pipeline pipeline) throws SQLException, InterruptedException {
        Map<String, String> missing = copies.keySet().stream()
                .filter(notification -> !wasAccepted(notification))
                .filter(notification -> !pipeline.payments().bookings().containsKey(notification.event()))
                .collect(Collectors.toMap(PaymentNotification::event, PaymentNotification::outTradeNo));
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
                .filter(notification ->
                        wasAccepted(notification) && !payments.bookings().containsKey(notification.event()))
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
        for (PaymentNotification notification : copies.keySet()) {
            int booked = bookings.getOrDefault(notification.event(), 0);
            delivered += booked > 0 ? 1 : 0;
            doubled += booked > 1 ? 1 : 0;
            repeated += Math.max(0, queued.getOrDefault(notification.event(), 0) - 1);
        }
        return new Result(copies.size(), delivered, repeated, recovered.size(), copies.size() - delivered, doubled);
    }
}
