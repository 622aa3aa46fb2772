package io.github.camelwechatpay.examples.benchmark;

import io.github.camelwechatpay.examples.benchmark.contender.Contenders;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import io.github.camelwechatpay.examples.benchmark.gateway.StubAnswer;
import io.github.camelwechatpay.examples.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.examples.benchmark.measure.Conditions;
import io.github.camelwechatpay.examples.benchmark.measure.Figures;
import io.github.camelwechatpay.examples.benchmark.measure.Goals;
import io.github.camelwechatpay.examples.benchmark.measure.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures the signed call. */
final class CallBenchmark {

    private CallBenchmark() {}

    /** @param arguments directory of the figures; {@code quick} for less than two minutes, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        boolean quick = !arguments[1].equals("full");
        Rounds rounds = quick
                ? new Rounds(3, Duration.ofSeconds(2), Duration.ofMillis(500))
                : new Rounds(3, Duration.ofSeconds(10), Duration.ofSeconds(3));
        Conditions conditions = Conditions.here();
        System.out.println("Signed call: " + conditions);
        Shop shop = Shop.create();
        try (StubProcess gateway = new StubProcess(shop, Duration.ZERO, false)) {
            Figures figures = rounds.run(kinds(shop, gateway.baseUri()), StubAnswer.PREPAY_ID, 1, 8, 64, 256);
            figures.write(Path.of(arguments[0], "call.csv"), conditions);
            figures.print();
            Goals goals = new Goals();
            new CallGoals(figures, goals).add();
            goals.write(Path.of(arguments[0], "call-goals.csv"), conditions);
        }
    }

    private static Map<String, Rounds.Kind> kinds(Shop shop, String baseUri) {
        Map<String, Rounds.Kind> kinds = new LinkedHashMap<>();
        for (Contenders kind : Contenders.values()) {
            kinds.put(kind.label(), crypto -> kind.create(shop, baseUri, crypto));
        }
        return kinds;
    }
}
