package io.github.camelwechatpay.benchmark.scenario;

import io.github.camelwechatpay.benchmark.client.Client;
import io.github.camelwechatpay.benchmark.client.Clients;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.gateway.StubAnswer;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.benchmark.measure.StartFigures.Sample;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Makes one call in a new JVM. {@link StartBenchmark} starts it. */
final class FirstCall {

    private FirstCall() {}

    /**
     * Makes the call and writes its {@link Sample} to standard output. Standard input has two lines in Base64: the private
     * key of the merchant (PKCS#8) and the public key of WeChat Pay (X.509).
     *
     * @param arguments client, cryptography, address of the gateway, and when the JVM was started
     */
    public static void main(String[] arguments) throws Exception {
        Instant main = Instant.now();
        TestMerchant merchant = merchant();
        CryptoChoice crypto = CryptoChoice.valueOf(arguments[1]);
        if (crypto != CryptoChoice.JDK) {
            // The JDK needs no installation, and loading the native provider would add to its start time
            crypto.install();
        }
        try (Client client = Clients.valueOf(arguments[0]).create(merchant, arguments[2], crypto)) {
            Instant ready = Instant.now();
            if (!StubAnswer.PREPAY_ID.equals(client.call())) {
                throw new IllegalStateException("The call brought another answer");
            }
            Instant answered = Instant.now();
            Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
            Instant start = Instant.parse(arguments[3]);
            System.out.println(
                    new Sample(millis(start, main), millis(start, ready), millis(start, answered), cpu.toMillis())
                            .line());
        }
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }

    private static TestMerchant merchant() throws IOException, GeneralSecurityException {
        BufferedReader parent = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        KeyFactory keys = KeyFactory.getInstance("RSA");
        return new TestMerchant(
                new KeyPair(null, keys.generatePrivate(new PKCS8EncodedKeySpec(decode(parent.readLine())))),
                new KeyPair(keys.generatePublic(new X509EncodedKeySpec(decode(parent.readLine()))), null));
    }

    private static byte[] decode(String line) {
        return Base64.getDecoder().decode(line);
    }
}
