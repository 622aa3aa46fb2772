package io.github.camelwechatpay.benchmark.measure;

import io.github.camelwechatpay.benchmark.client.Client;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.measure.Figures.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs those who are compared in turns, so that what changes in the machine changes for all. */
public final class InterleavedRounds {

    /** Makes one of those who are compared, while its provider is installed. */
    @FunctionalInterface
    public interface Kind {
        Client create(CryptoChoice crypto) throws Exception;
    }

    private record Key(String client, CryptoChoice crypto) {}

    /** Before each measurement: some drop connections that were idle while it was the others' turn. */
    static final Duration LEAD_IN = Duration.ofMillis(300);

    /** Few, since the threads of the JIT compiler need a share of the processors, too. */
    private static final int WARM_UP_CONCURRENCY = 2;

    private final int rounds;
    private final Duration warmUp;
    private final Duration each;

    public InterleavedRounds(int rounds, Duration warmUp, Duration each) {
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
        return run(CryptoChoice.available(), kinds, expected, concurrencies);
    }

    /** The same, with these providers only. */
    public Figures run(List<CryptoChoice> cryptos, Map<String, Kind> kinds, String expected, int... concurrencies)
            throws Exception {
        Figures figures = new Figures();
        Map<Key, Client> clients = new LinkedHashMap<>();
        try (Load load = new Load()) {
            for (CryptoChoice crypto : cryptos) {
                crypto.install();
                for (Map.Entry<String, Kind> kind : kinds.entrySet()) {
                    clients.put(new Key(kind.getKey(), crypto), kind.getValue().create(crypto));
                }
            }
            for (Map.Entry<Key, Client> client : clients.entrySet()) {
                client.getKey().crypto().install();
                load.run(client.getValue(), expected, WARM_UP_CONCURRENCY, warmUp);
            }
            for (int round = 0; round < rounds; round++) {
                for (int concurrency : concurrencies) {
                    for (Map.Entry<Key, Client> client : turned(clients, round)) {
                        Key key = client.getKey();
                        key.crypto().install();
                        load.run(client.getValue(), expected, concurrency, LEAD_IN);
                        figures.add(
                                new Row(key.client(), key.crypto(), concurrency),
                                load.run(client.getValue(), expected, concurrency, each));
                    }
                }
            }
        } finally {
            for (Client client : clients.values()) {
                client.close();
            }
            CryptoChoice.JDK.install();
        }
        return figures;
    }

    /** Another one is the first in each round: nobody always follows the same. */
    private static List<Map.Entry<Key, Client>> turned(Map<Key, Client> clients, int round) {
        List<Map.Entry<Key, Client>> order = new ArrayList<>(clients.entrySet());
        Collections.rotate(order, -3 * round);
        return order;
    }
}
