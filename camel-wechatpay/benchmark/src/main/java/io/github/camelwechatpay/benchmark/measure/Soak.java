package io.github.camelwechatpay.benchmark.measure;

import io.github.camelwechatpay.benchmark.client.Client;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.measure.Figures.Row;
import java.time.Duration;

/**
 * Runs load for minutes, in parts of the same length. The client {@code floor}, which does not change over time, runs in
 * turn with it. Figures relative to {@code floor} exclude changes of the machine.
 */
public final class Soak {

    private static final String OURS = "load-";
    private static final String FLOOR = "load-floor-";

    /** The measured client runs this many times as long as {@code floor}. */
    private static final int OURS_TO_FLOOR = 3;

    private final int parts;
    private final int turns;
    private final Duration turn;
    private final Duration warmUp;
    private final CryptoChoice crypto;
    private final int concurrency;
    private final Figures figures;
    private final HeapFigures heap = new HeapFigures();

    /**
     * @param turns number of turns in each part
     * @param turn length of a turn of the measured client
     * @param figures receive the samples of each turn
     */
    public Soak(
            int parts,
            int turns,
            Duration turn,
            Duration warmUp,
            CryptoChoice crypto,
            int concurrency,
            Figures figures) {
        this.parts = parts;
        this.turns = turns;
        this.turn = turn;
        this.warmUp = warmUp;
        this.crypto = crypto;
        this.concurrency = concurrency;
        this.figures = figures;
    }

    public void run(Client ours, Client floor, String expected) {
        try (Load load = new Load()) {
            load.run(ours, expected, concurrency, warmUp);
            load.run(floor, expected, concurrency, warmUp.dividedBy(OURS_TO_FLOOR));
            heap.add(0);
            for (int part = 1; part <= parts; part++) {
                for (int i = 0; i < turns; i++) {
                    figures.add(row(OURS, part), measure(load, ours, expected, turn));
                    figures.add(row(FLOOR, part), measure(load, floor, expected, turn.dividedBy(OURS_TO_FLOOR)));
                }
                heap.add(part * turns * turn.toMillis() / 1e3);
            }
        }
    }

    private Sample measure(Load load, Client client, String expected, Duration duration) {
        load.run(client, expected, concurrency, InterleavedRounds.LEAD_IN);
        return load.run(client, expected, concurrency, duration);
    }

    private Row row(String client, int part) {
        return new Row(client + part, crypto, concurrency);
    }

    /** Returns the ratio of CPU per call in the last part to the first, each relative to {@code floor}. */
    public double cpuGrowth() {
        return cpuToFloor(parts) / cpuToFloor(1);
    }

    private double cpuToFloor(int part) {
        return figures.ratio(row(OURS, part), row(FLOOR, part), Sample::cpuMicros);
    }

    public HeapFigures heap() {
        return heap;
    }
}
