package io.github.camelwechatpay.catalog;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a route logs: a number of business, a state or a time, told by the name of its field. No person, no secret, no
 * address and nothing that was encrypted has a place in a log; where no field is left, a header stands in.
 */
final class LogText {

    private static final Pattern FIT = Pattern.compile("(.*_)?(id|no|state|status|result|count|time)");

    /** People and their belongings, and who the caller is. */
    private static final Pattern UNFIT =
            Pattern.compile("(.*_)?(open|union|user|employee|guide|student|tax|taxpayer|card"
                    + "|account|phone|mobile|plate|cert|certificate|license|passport|app|mch|merchant)_(id|no)");

    private LogText() {}

    /**
     * @param fields of the body
     * @param known names whose values are not news
     * @param header stands in
     */
    static String of(List<Field> fields, Set<String> known, String header) {
        return fields.stream()
                .filter(field -> isFit(field) && !known.contains(field.name()))
                .findFirst()
                .map(field -> "${body[" + field.name() + "]}")
                .orElse("${header." + header + "}");
    }

    private static boolean isFit(Field field) {
        return field.type() != Field.Type.OBJECT
                && !field.array()
                && !field.json()
                && !field.encrypted()
                && FIT.matcher(field.name()).matches()
                && !UNFIT.matcher(field.name()).matches();
    }
}
