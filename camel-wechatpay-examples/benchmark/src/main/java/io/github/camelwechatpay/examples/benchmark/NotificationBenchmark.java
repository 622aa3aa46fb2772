package io.github.camelwechatpay.examples.benchmark;

import io.github.camelwechatpay.examples.benchmark.contender.Crypto;
import io.github.camelwechatpay.examples.benchmark.contender.NotificationContenders;
import io.github.camelwechatpay.examples.benchmark.gateway.Notice;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import io.github.camelwechatpay.examples.benchmark.measure.Conditions;
import io.github.camelwechatpay.examples.benchmark.measure.Figures;
import io.github.camelwechatpay.examples.benchmark.measure.Figures.Row;
import io.github.camelwechatpay.examples.benchmark.measure.Goals;
import io.github.camelwechatpay.examples.benchmark.measure.Rounds;
import io.github.camelwechatpay.examples.benchmark.measure.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures what a notification costs between server and route: signature, clock, envelope, decryption, content. */
final class NotificationBenchmark {

    private NotificationBenchmark() {}

    /** @param arguments directory of the figures; {@code quick} for less than a minute, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        // Together less than five minutes, after which the notification is stale
        Rounds rounds = arguments[1].equals("full")
                ? new Rounds(5, Duration.ofSeconds(6), Duration.ofMillis(2500))
                : new Rounds(3, Duration.ofSeconds(2), Duration.ofMillis(800));
        Conditions conditions = Conditions.here();
        System.out.println("Notification: " + conditions);
        Shop shop = Shop.create();
        Notice notice = Notice.create(shop);
        Map<String, Rounds.Kind> kinds = new LinkedHashMap<>();
        for (NotificationContenders kind : NotificationContenders.values()) {
            kinds.put(kind.label(), crypto -> kind.create(shop, notice, crypto));
        }
        Figures figures = rounds.run(kinds, Notice.OUT_TRADE_NO, 1);
        figures.write(Path.of(arguments[0], "notification.csv"), conditions);
        figures.print();
        Goals goals = new Goals();
        for (Crypto crypto : Crypto.available()) {
            Row ours = new Row(NotificationContenders.OURS.label(), crypto, 1);
            Row floor = new Row(NotificationContenders.FLOOR.label(), crypto, 1);
            Row sdk = new Row(NotificationContenders.SDK.label(), crypto, 1);
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
