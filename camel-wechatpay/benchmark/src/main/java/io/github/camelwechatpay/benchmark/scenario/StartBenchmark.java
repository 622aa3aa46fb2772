package io.github.camelwechatpay.benchmark.scenario;

import io.github.camelwechatpay.benchmark.client.Clients;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import io.github.camelwechatpay.benchmark.measure.StartFigures;
import io.github.camelwechatpay.benchmark.measure.StartFigures.Sample;
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

/** Measures the time from the start of a JVM to the response to its first call. */
final class StartBenchmark {

    private StartBenchmark() {}

    /** @param arguments directory of the figures; {@code quick} for fewer rounds, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments[1].equals("full") ? 7 : 3;
        Conditions conditions = Conditions.here();
        System.out.println("Start: " + conditions);
        TestMerchant merchant = TestMerchant.create();
        StartFigures figures = new StartFigures();
        try (StubProcess gateway = new StubProcess(merchant, Duration.ZERO, false)) {
            for (int round = 0; round < rounds; round++) {
                for (Clients client : List.of(Clients.FLOOR, Clients.CAMEL_HTTP, Clients.SDK, Clients.OURS)) {
                    figures.add(client.label(), CryptoChoice.JDK, start(merchant, gateway, client, CryptoChoice.JDK));
                }
                if (CryptoChoice.NATIVE.isAvailable()) {
                    figures.add(
                            Clients.OURS.label(),
                            CryptoChoice.NATIVE,
                            start(merchant, gateway, Clients.OURS, CryptoChoice.NATIVE));
                }
            }
        }
        figures.write(Path.of(arguments[0], "start.csv"), conditions);
        figures.print();
    }

    /** Starts a JVM that makes one call, and returns the times that it reports. */
    static Sample start(TestMerchant merchant, StubProcess gateway, Clients client, CryptoChoice crypto)
            throws IOException {
        Instant start = Instant.now();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FirstCall.class.getName(),
                        client.name(),
                        crypto.name(),
                        gateway.baseUri(),
                        start.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream out = process.getOutputStream();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
            write(out, merchant.merchantKeys().getPrivate());
            write(out, merchant.wechatpayKeys().getPublic());
            String line = in.readLine();
            if (line == null) {
                throw new IOException("The first call of " + client.label() + " failed");
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
