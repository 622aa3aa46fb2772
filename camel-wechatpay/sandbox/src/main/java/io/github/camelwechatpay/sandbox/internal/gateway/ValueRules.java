package io.github.camelwechatpay.sandbox.internal.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Operation;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The limits of request values that the catalog does not hold: length in characters, alphabet, range and form. They come
 * from the official pages of the order and refund operations; where pages differ, the widest limit applies. Immutable and
 * thread-safe.
 */
final class ValueRules {
    /** Limits no value. */
    static final ValueRules NONE = new ValueRules(List.of());

    private static final String ANY = "";
    private static final String SINGLE_ORDERS = "v3/pay/(partner/)?transactions/.*";
    private static final String COMBINED_ORDERS = "v3/combine-transactions/.*";
    private static final String ORDERS = "(" + SINGLE_ORDERS + '|' + COMBINED_ORDERS + ')';
    private static final String CODE_ORDERS = "v3/pay/(partner/)?transactions/codepay";
    private static final String OTHER_ORDERS = "(?!" + CODE_ORDERS + ")" + ORDERS;
    private static final String REFUNDS = "v3/refund/domestic/refunds";
    private static final String ECOMMERCE_REFUNDS = "v3/ecommerce/refunds/apply";

    /** The expression by which WeChat Pay checks the URL of an order. */
    private static final Pattern NOTIFY_URL =
            Pattern.compile("https?://([^\\s/?#\\[\\]@]+@)?([^\\s/?#@:]+)(?::\\d{2,5})?([^\\s?#\\[\\]]*)");

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");

    private static final List<Rule> ALL = List.of(
            form(
                    ANY,
                    "([a-z_]+_)?notify_url",
                    text -> NOTIFY_URL.matcher(text).matches(),
                    "not an http or https URL without query, fragment and blanks"),
            form(ANY, "time_expire|time_start", ValueRules::isTime, "not a time such as 2026-11-30T10:00:00+08:00"),
            atLeast(ANY, "amount/(total|total_amount|refund)", 1),
            characters(SINGLE_ORDERS, "out_trade_no", "0-9 A-Z a-z _ - | *"),
            characters(COMBINED_ORDERS, "(combine_)?out_trade_no", "0-9 A-Z a-z _ - | * @"),
            // The number can be that of an order that was part of a combined order
            characters(REFUNDS, "out_trade_no", "0-9 A-Z a-z _ - | * @"),
            characters(REFUNDS, "out_refund_no", "0-9 A-Z a-z _ - | * @"),
            longest(ORDERS + '|' + REFUNDS, "out_trade_no|transaction_id", 32),
            longest(ORDERS, "combine_out_trade_no", 32),
            longest(ORDERS, "((sp|sub|combine)_)?(appid|mchid)", 32),
            longest(ORDERS, "description", 127),
            longest(ORDERS, "attach", 128),
            longest(ORDERS, "notify_url", 255),
            longest(ORDERS, "time_expire", 64),
            longest(CODE_ORDERS, "goods_tag", 256),
            longest(OTHER_ORDERS, "goods_tag", 32),
            longest(ORDERS, "payer_client_ip|device_ip", 45),
            longest(ORDERS, "currency", 16),
            longest(ECOMMERCE_REFUNDS, "out_trade_no", 64),
            longest(ECOMMERCE_REFUNDS, "transaction_id", 32),
            longest(REFUNDS + '|' + ECOMMERCE_REFUNDS, "out_refund_no", 64),
            longest(REFUNDS + '|' + ECOMMERCE_REFUNDS, "reason", 80),
            longest(REFUNDS + '|' + ECOMMERCE_REFUNDS, "notify_url", 256),
            atLeast(ORDERS + '|' + REFUNDS, "cost_price|unit_price|refund_amount|subsidy_amount", 0),
            atLeast(REFUNDS + '|' + ECOMMERCE_REFUNDS, "from/\\d+/amount", 1));

    /**
     * @param operations path templates
     * @param fields ends of JSON pointers
     */
    private record Rule(Pattern operations, Pattern fields, Predicate<JsonNode> fits, String issue) {
        Rule(String operations, String fields, Predicate<JsonNode> fits, String issue) {
            this(Pattern.compile(operations), Pattern.compile("(.*/)?(" + fields + ")"), fits, issue);
        }

        boolean isFor(Operation operation) {
            return operations.pattern().isEmpty()
                    || operations.matcher(operation.path()).matches();
        }
    }

    private final List<Rule> rules;

    private ValueRules(List<Rule> rules) {
        this.rules = rules;
    }

    static ValueRules of(Operation operation) {
        return new ValueRules(ALL.stream().filter(rule -> rule.isFor(operation)).toList());
    }

    /** Returns what is wrong with a value, without the value; empty when nothing is. */
    Optional<String> issue(String pointer, JsonNode value) {
        return rules.stream()
                .filter(rule -> rule.fields.matcher(pointer).matches())
                .filter(rule -> !rule.fits.test(value))
                .map(Rule::issue)
                .findFirst();
    }

    private static Rule form(String operations, String fields, Predicate<String> fits, String issue) {
        return new Rule(operations, fields, value -> !value.isTextual() || fits.test(value.textValue()), issue);
    }

    /** @param set ranges and characters, with a blank between them */
    private static Rule characters(String operations, String fields, String set) {
        Pattern allowed = Pattern.compile("[" + set.replace(" - ", "\\-").replace(" ", "") + "]*");
        return form(operations, fields, text -> allowed.matcher(text).matches(), "has a character other than " + set);
    }

    private static Rule longest(String operations, String fields, int characters) {
        return form(
                operations,
                fields,
                text -> text.codePointCount(0, text.length()) <= characters,
                "longer than " + characters + " characters");
    }

    private static Rule atLeast(String operations, String fields, long least) {
        return new Rule(
                operations,
                fields,
                value -> !value.isNumber() || value.decimalValue().compareTo(BigDecimal.valueOf(least)) >= 0,
                "less than " + least);
    }

    private static boolean isTime(String text) {
        try {
            return TIME.matcher(text).matches() && OffsetDateTime.parse(text) != null;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
