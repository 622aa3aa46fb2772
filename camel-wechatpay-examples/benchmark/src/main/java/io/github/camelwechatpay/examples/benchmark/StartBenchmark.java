package io.github.camelwechatpay.examples.benchmark;

import io.github.camelwechatpay.examples.benchmark.contender.Contenders;
import io.github.camelwechatpay.examples.benchmark.contender.Crypto;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import io.github.camelwechatpay.examples.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.examples.benchmark.measure.Conditions;
import io.github.camelwechatpay.examples.benchmark.measure.StartFigures;
import io.github.camelwechatpay.examples.benchmark.measure.StartFigures.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Measures how long it takes from the start of a JVM to the answer of its first call. */
final class StartBenchmark {

    private StartBenchmark() {}

    /** @param arguments directory of the figures; {@code quick} for fewer rounds, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments[1].equals("full") ? 7 : 3;
        Conditions conditions = Conditions.here();
        System.out.println("Start: " + conditions);
        Shop shop = Shop.create();
        StartFigures figures = new StartFigures();
        try (StubProcess gateway = new StubProcess(shop, Duration.ZERO, false)) {
            for (int round = 0; round < rounds; round++) {
                for (Contenders contender :
                        List.of(Contenders.FLOOR, Contenders.CAMEL_HTTP, Contenders.SDK, Contenders.OURS)) {
                    figures.add(contender.label(), Crypto.JDK, start(shop, gateway, contender, Crypto.JDK));
                }
                if (Crypto.NATIVE.isAvailable()) {
                    figures.add(
                            Contenders.OURS.label(),
                            Crypto.NATIVE,
                            start(shop, gateway, Contenders.OURS, Crypto.NATIVE));
                }
            }
        }
        figures.write(Path.of(arguments[0], "start.csv"), conditions);
        figures.print();
    }

    static Sample start(Shop shop, StubProcess gateway, Contenders contender, Crypto crypto) throws IOException {
        Instant start = Instant.now();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstCall.class.getName(),
                        contender.name(),
                        crypto.name(),
                        gateway.baseUri(),
                        start.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream out = process.getOutputStream();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            write(out, shop.merchant().getPrivate());
            write(out, shop.wechatpay().getPublic());
            String line = in.readLine();
            if (line == null) {
                throw new IOException("The first call of " + contender.label() + " failed");
            }
            return Sample.parse(line);
        } finally {
            process.destroy();
        }
    }

    private static void write(OutputStream out, Key key) throws IOException {
        out.write(Base64.getEncoder().encode(key.getEncoded()));
        out.write('\n');
        out.flush();
    }
}
