package io.github.camelwechatpay.benchmark.scenario;

import io.github.camelwechatpay.benchmark.client.Clients;
import io.github.camelwechatpay.benchmark.gateway.StubAnswer;
import io.github.camelwechatpay.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import io.github.camelwechatpay.benchmark.measure.Figures;
import io.github.camelwechatpay.benchmark.measure.Goals;
import io.github.camelwechatpay.benchmark.measure.InterleavedRounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures a signed call with 1, 8, 64 and 256 calls in flight. */
final class CallBenchmark {

    private CallBenchmark() {}

    /** @param arguments directory of the figures; {@code quick} for less than two minutes, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        boolean quick = !arguments[1].equals("full");
        InterleavedRounds rounds = quick
                ? new InterleavedRounds(3, Duration.ofSeconds(2), Duration.ofMillis(500))
                : new InterleavedRounds(3, Duration.ofSeconds(10), Duration.ofSeconds(3));
        Conditions conditions = Conditions.here();
        System.out.println("Signed call: " + conditions);
        TestMerchant merchant = TestMerchant.create();
        try (StubProcess gateway = new StubProcess(merchant, Duration.ZERO, false)) {
            Figures figures = rounds.run(kinds(merchant, gateway.baseUri()), StubAnswer.PREPAY_ID, 1, 8, 64, 256);
            figures.write(Path.of(arguments[0], "call.csv"), conditions);
            figures.print();
            Goals goals = new Goals();
            new CallGoals(figures, goals).add();
            goals.write(Path.of(arguments[0], "call-goals.csv"), conditions);
        }
    }

    private static Map<String, InterleavedRounds.Kind> kinds(TestMerchant merchant, String baseUri) {
        Map<String, InterleavedRounds.Kind> kinds = new LinkedHashMap<>();
        for (Clients kind : Clients.values()) {
            kinds.put(kind.label(), crypto -> kind.create(merchant, baseUri, crypto));
        }
        return kinds;
    }
}
