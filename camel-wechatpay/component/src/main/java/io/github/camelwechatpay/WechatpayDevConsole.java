package io.github.camelwechatpay;

import io.github.camelwechatpay.consumer.NotificationDispatcher;
import io.github.camelwechatpay.consumer.NotificationStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

/** Represents dev console {@code wechatpay}, which shows the counts of notifications by path. */
@DevConsole(name = "wechatpay", displayName = "WeChat Pay", description = "Notifications of WeChat Pay by path")
public class WechatpayDevConsole extends AbstractDevConsole {

    public WechatpayDevConsole() {
        super("camel", "wechatpay", "WeChat Pay", "Notifications of WeChat Pay by path");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        return paths().stream()
                .map(path -> path.path() + ": " + counts(path.statistics()) + "\n")
                .collect(Collectors.joining());
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonArray paths = new JsonArray();
        paths().forEach(path -> {
            JsonObject counts = counts(path.statistics());
            counts.put("path", path.path());
            paths.add(counts);
        });
        JsonObject root = new JsonObject();
        root.put("notifications", paths);
        return root;
    }

    private List<NotificationDispatcher> paths() {
        return getCamelContext().getComponentNames().stream()
                .map(getCamelContext()::hasComponent)
                .filter(WechatpayComponent.class::isInstance)
                .flatMap(component -> ((WechatpayComponent) component).dispatchers().stream())
                .toList();
    }

    private static JsonObject counts(NotificationStatistics statistics) {
        JsonObject counts = new JsonObject();
        counts.put("received", statistics.received());
        counts.put("verified", statistics.verified());
        counts.put("acknowledged", statistics.acknowledged());
        counts.put("duplicate", statistics.duplicate());
        counts.put("failed", statistics.failed());
        counts.put("late", statistics.late());
        counts.put("runTwice", statistics.runTwice());
        counts.put("refused", new JsonObject(statistics.refused()));
        return counts;
    }
}
