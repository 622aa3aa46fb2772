package io.github.camelwechatpay.examples.benchmark;

import java.nio.file.Path;
import java.time.Duration;

/** Measures the signed call. */
final class CallBenchmark {

    private CallBenchmark() {}

    /** @param arguments directory of the figures; {@code quick} for few minutes, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        boolean quick = !arguments[1].equals("full");
        CallRounds rounds = quick
                ? new CallRounds(3, Duration.ofSeconds(4), Duration.ofMillis(1500))
                : new CallRounds(5, Duration.ofSeconds(15), Duration.ofSeconds(6));
        Conditions conditions = Conditions.here();
        System.out.println("Signed call: " + conditions);
        Shop shop = Shop.create();
        try (StubProcess gateway = new StubProcess(shop, Duration.ZERO, false)) {
            CallFigures figures = rounds.run(shop, gateway.baseUri());
            figures.write(Path.of(arguments[0], "call.csv"), conditions);
            figures.print();
            new CallGoals(figures).print();
        }
    }
}
