package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelwechatpay.catalog.Field;
import java.time.Duration;
import java.time.Instant;

/** Makes a value up that looks like WeChat Pay's, by the name and type of its field. */
final class PlausibleValue {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** Fen. */
    private static final int AMOUNT = 100;

    private final Instant now;
    private final RandomText random;

    PlausibleValue(Instant now, RandomText random) {
        this.now = now;
        this.random = random;
    }

    JsonNode of(Field field) {
        boolean listed = !field.values().isEmpty();
        return switch (field.type()) {
            case STRING, FILE -> NODES.textNode(listed ? field.values().get(0) : text(field.name()));
            case INTEGER, NUMBER -> NODES.numberNode(number(field.name()));
            case BOOLEAN -> NODES.booleanNode(false);
            case OBJECT -> NODES.objectNode();
        };
    }

    private static int number(String name) {
        return name.contains("amount") || name.contains("total") ? AMOUNT : 1;
    }

    private String text(String name) {
        if (name.endsWith("mchid")) {
            return "16" + random.digits(8);
        }
        if (name.endsWith("appid")) {
            return "wx" + random.hex(16);
        }
        if (name.endsWith("openid")) {
            return "o" + random.alphanumeric(27);
        }
        if (name.endsWith("time")) {
            return SandboxClock.rfc3339(name.startsWith("expire") ? now.plus(Duration.ofHours(2)) : now);
        }
        if (name.endsWith("date")) {
            return SandboxClock.rfc3339(now).substring(0, 10);
        }
        if (name.endsWith("url")) {
            return "https://sandbox.invalid/" + random.alphanumeric(32);
        }
        if (name.endsWith("path")) {
            return "pages/sandbox/index?session=" + random.alphanumeric(32);
        }
        if (name.equals("contract_id") || name.equals("transaction_id") || name.equals("refund_id")) {
            return "42" + random.digits(26);
        }
        if (name.endsWith("currency")) {
            return "CNY";
        }
        return random.alphanumeric(32);
    }
}
