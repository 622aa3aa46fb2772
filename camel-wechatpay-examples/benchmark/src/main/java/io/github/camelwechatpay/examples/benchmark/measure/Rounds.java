package io.github.camelwechatpay.examples.benchmark.measure;

import io.github.camelwechatpay.examples.benchmark.contender.Contender;
import io.github.camelwechatpay.examples.benchmark.contender.Crypto;
import io.github.camelwechatpay.examples.benchmark.measure.Figures.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs those who are compared in turns, so that what changes in the machine changes for all. */
public final class Rounds {

    /** Makes one of those who are compared, while its provider is installed. */
    @FunctionalInterface
    public interface Kind {
        Contender create(Crypto crypto) throws Exception;
    }

    private record Key(String contender, Crypto crypto) {}

    /** Before each measurement: some drop connections that were idle while it was the others' turn. */
    static final Duration LEAD_IN = Duration.ofMillis(300);

    /** Few, since the threads of the JIT compiler need a share of the processors, too. */
    private static final int WARM_UP_CONCURRENCY = 2;

    private final int rounds;
    private final Duration warmUp;
    private final Duration each;

    public Rounds(int rounds, Duration warmUp, Duration each) {
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.each = each;
    }

    /**
     * @param kinds by their names
     * @param expected what each call has to bring
     * @param concurrencies how many calls are in flight, in turns
     */
    public Figures run(Map<String, Kind> kinds, String expected, int... concurrencies) throws Exception {
        return run(Crypto.available(), kinds, expected, concurrencies);
    }

    /** The same, with these providers only. */
    public Figures run(List<Crypto> cryptos, Map<String, Kind> kinds, String expected, int... concurrencies)
            throws Exception {
        Figures figures = new Figures();
        Map<Key, Contender> contenders = new LinkedHashMap<>();
        try (Load load = new Load()) {
            for (Crypto crypto : cryptos) {
                crypto.install();
                for (Map.Entry<String, Kind> kind : kinds.entrySet()) {
                    contenders.put(
                            new Key(kind.getKey(), crypto), kind.getValue().create(crypto));
                }
            }
            for (Map.Entry<Key, Contender> contender : contenders.entrySet()) {
                contender.getKey().crypto().install();
                load.run(contender.getValue(), expected, WARM_UP_CONCURRENCY, warmUp);
            }
            for (int round = 0; round < rounds; round++) {
                for (int concurrency : concurrencies) {
                    for (Map.Entry<Key, Contender> contender : turned(contenders, round)) {
                        Key key = contender.getKey();
                        key.crypto().install();
                        load.run(contender.getValue(), expected, concurrency, LEAD_IN);
                        figures.add(
                                new Row(key.contender(), key.crypto(), concurrency),
                                load.run(contender.getValue(), expected, concurrency, each));
                    }
                }
            }
        } finally {
            for (Contender contender : contenders.values()) {
                contender.close();
            }
            Crypto.JDK.install();
        }
        return figures;
    }

    /** Another one is the first in each round: nobody always follows the same. */
    private static List<Map.Entry<Key, Contender>> turned(Map<Key, Contender> contenders, int round) {
        List<Map.Entry<Key, Contender>> order = new ArrayList<>(contenders.entrySet());
        Collections.rotate(order, -3 * round);
        return order;
    }
}
