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

/** Runs the clients in turn, round by round, so that changes of the machine affect all of them. */
public final class InterleavedRounds {

    /** Creates a client while its cryptography is installed. */
    @FunctionalInterface
    public interface Kind {
        Client create(CryptoChoice crypto) throws Exception;
    }

    private record Key(String client, CryptoChoice crypto) {}

    /** Load before each measurement: some clients drop connections that were idle while other clients ran. */
    static final Duration LEAD_IN = Duration.ofMillis(300);

    /** Calls in flight during warm-up; few, because the JIT compiler needs processors, too. */
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
     * Measures the clients with every cryptography that is available.
     *
     * @param kinds clients by name
     * @param expected result of every call; another result ends the measurement
     * @param concurrencies numbers of calls in flight, measured in this order
     */
    public Figures run(Map<String, Kind> kinds, String expected, int... concurrencies) throws Exception {
        return run(CryptoChoice.available(), kinds, expected, concurrencies);
    }

    /** Measures the clients with this cryptography only. */
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

    /** Rotates the order by three per round, so that no client is always measured first. */
    private static List<Map.Entry<Key, Client>> turned(Map<Key, Client> clients, int round) {
        List<Map.Entry<Key, Client>> order = new ArrayList<>(clients.entrySet());
        Collections.rotate(order, -3 * round);
        return order;
    }
}
