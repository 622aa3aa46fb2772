package io.github.camelwechatpay.benchmark.scenario;

import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.client.NotificationClients;
import io.github.camelwechatpay.benchmark.gateway.SampleNotification;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import io.github.camelwechatpay.benchmark.measure.Figures;
import io.github.camelwechatpay.benchmark.measure.Figures.Row;
import io.github.camelwechatpay.benchmark.measure.Goals;
import io.github.camelwechatpay.benchmark.measure.InterleavedRounds;
import io.github.camelwechatpay.benchmark.measure.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Measures the cost of a notification between HTTP server and route: verify the signature and the timestamp, parse, decrypt.
 */
final class NotificationBenchmark {

    private NotificationBenchmark() {}

    /** @param arguments directory of the figures; {@code quick} for less than a minute, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        // All rounds together take less than five minutes, after which the timestamp of the notification is too old
        InterleavedRounds rounds = arguments[1].equals("full")
                ? new InterleavedRounds(5, Duration.ofSeconds(6), Duration.ofMillis(2500))
                : new InterleavedRounds(3, Duration.ofSeconds(2), Duration.ofMillis(800));
        Conditions conditions = Conditions.here();
        System.out.println("Notification: " + conditions);
        TestMerchant merchant = TestMerchant.create();
        SampleNotification notification = SampleNotification.create(merchant);
        Map<String, InterleavedRounds.Kind> kinds = new LinkedHashMap<>();
        for (NotificationClients kind : NotificationClients.values()) {
            kinds.put(kind.label(), crypto -> kind.create(merchant, notification, crypto));
        }
        Figures figures = rounds.run(kinds, SampleNotification.OUT_TRADE_NO, 1);
        figures.write(Path.of(arguments[0], "notification.csv"), conditions);
        figures.print();
        Goals goals = new Goals();
        for (CryptoChoice crypto : CryptoChoice.available()) {
            Row ours = new Row(NotificationClients.OURS.label(), crypto, 1);
            Row floor = new Row(NotificationClients.FLOOR.label(), crypto, 1);
            Row sdk = new Row(NotificationClients.SDK.label(), crypto, 1);
            String where = ", " + crypto.label();
            goals.atMost(
                    6, "CPU, notification, ours to floor" + where, 1.15, figures.ratio(ours, floor, Sample::cpuMicros));
            goals.atMost(
                    6, "CPU, notification, ours to SDK" + where, 0.95, figures.ratio(ours, sdk, Sample::cpuMicros));
            goals.atMost(6, "bytes, notification, ours to SDK" + where, 0.6, figures.ratio(ours, sdk, Sample::bytes));
        }
        goals.write(Path.of(arguments[0], "notification-goals.csv"), conditions);
    }
}
