package io.github.camelwechatpay.examples.benchmark;

import io.github.camelwechatpay.examples.benchmark.CallFigures.Row;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs those who are compared in turns, so that what changes in the machine changes for all. */
final class CallRounds {

    private static final int[] CONCURRENCIES = {1, 8, 64, 256};
    private static final int WARM_UP_CONCURRENCY = 8;

    private record Key(Contenders contender, Crypto crypto) {}

    private final int rounds;
    private final Duration warmUp;
    private final Duration each;

    CallRounds(int rounds, Duration warmUp, Duration each) {
        this.rounds = rounds;
        this.warmUp = warmUp;
        this.each = each;
    }

    CallFigures run(Shop shop, String baseUri) throws Exception {
        CallFigures figures = new CallFigures();
        Map<Key, Contender> contenders = new LinkedHashMap<>();
        try (Load load = new Load()) {
            for (Crypto crypto : Crypto.values()) {
                crypto.install();
                for (Contenders kind : Contenders.values()) {
                    contenders.put(new Key(kind, crypto), kind.create(shop, baseUri, crypto));
                }
            }
            for (Map.Entry<Key, Contender> contender : contenders.entrySet()) {
                contender.getKey().crypto().install();
                load.run(contender.getValue(), WARM_UP_CONCURRENCY, warmUp);
            }
            for (int round = 0; round < rounds; round++) {
                for (int concurrency : CONCURRENCIES) {
                    for (Map.Entry<Key, Contender> contender : contenders.entrySet()) {
                        Key key = contender.getKey();
                        key.crypto().install();
                        figures.add(
                                new Row(key.contender(), key.crypto(), concurrency),
                                load.run(contender.getValue(), concurrency, each));
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
}
