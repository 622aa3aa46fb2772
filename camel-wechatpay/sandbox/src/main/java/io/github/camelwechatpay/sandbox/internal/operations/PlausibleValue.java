package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.keys.AeadCipher;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Makes up a value that looks like WeChat Pay's, by the name and type of its field. */
final class PlausibleValue {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** An amount in fen. */
    private static final int AMOUNT = 100;

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("bank_type", "OTHERS"),
            Map.entry("trade_type", "JSAPI"),
            Map.entry("algorithm", AeadCipher.ALGORITHM),
            Map.entry("phone_number", "13800000000"),
            Map.entry("mobile", "13800000000"),
            Map.entry("email", "sandbox@example.com"),
            Map.entry("longitude", "113.941046"),
            Map.entry("latitude", "22.546154"),
            Map.entry("bank_name", "Sandbox Bank"));

    private final Instant now;
    private final RandomText random;

    PlausibleValue(Instant now, RandomText random) {
        this.now = now;
        this.random = random;
    }

    JsonNode of(Field field) {
        String listed = field.values().stream().findFirst().orElse(null);
        return switch (field.type()) {
            case STRING, FILE -> NODES.textNode(listed == null ? text(field.name()) : listed);
            case INTEGER, NUMBER ->
                listed == null
                        ? NODES.numberNode(number(field.name()))
                        : StrictJson.parse(listed).orElseGet(() -> TextNode.valueOf(listed));
            case BOOLEAN -> NODES.booleanNode(false);
            case OBJECT -> NODES.objectNode();
        };
    }

    private long number(String name) {
        if (name.endsWith("_time")) {
            return now.getEpochSecond();
        }
        if (name.equals("offset")) {
            return 0;
        }
        return name.contains("amount") || name.equals("total") || name.endsWith("_total") ? AMOUNT : 1;
    }

    private String text(String name) {
        if (KNOWN.containsKey(name)) {
            return KNOWN.get(name);
        }
        if (name.endsWith("mchid") || name.endsWith("mch_id")) {
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
        if (name.equals("code_url")) {
            return "weixin://wxpay/bizpayurl?pr=" + random.alphanumeric(9);
        }
        if (name.endsWith("url")) {
            return "https://sandbox.invalid/" + random.alphanumeric(32);
        }
        if (name.endsWith("path")) {
            return "pages/sandbox/index?session=" + random.alphanumeric(32);
        }
        if (name.equals("contract_id") || name.equals("transaction_id")) {
            return "42" + random.digits(26);
        }
        if (name.equals("brand_id")) {
            return random.digits(8);
        }
        if (name.endsWith("_subsidy") || name.endsWith("_quota")) {
            return String.valueOf(AMOUNT);
        }
        if (name.equals("refund_id")) {
            return "50" + random.digits(26);
        }
        if (name.endsWith("currency")) {
            return "CNY";
        }
        if (name.endsWith("state") || name.endsWith("status") || name.equals("result")) {
            return "SUCCESS";
        }
        if (name.endsWith("ip")) {
            return "127.0.0.1";
        }
        return isWords(name) ? "Sandbox " + name.replace('_', ' ') : random.alphanumeric(32);
    }

    private static boolean isWords(String name) {
        return name.matches("(.*_)?(name|description|desc|remark|reason|title|message|wording|address|location|note)");
    }
}
