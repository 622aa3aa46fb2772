package io.github.camelwechatpay.sandbox.internal.gateway;

import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import io.github.camelwechatpay.sandbox.internal.keys.Suite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header {@code Authorization: WECHATPAY2-SHA256-RSA2048 key="value",...}, or with the scheme of the national
 * algorithms. It has exactly its five keys, in any order. A space follows the scheme, a comma without a blank separates
 * the pairs, and values stand in double quotes.
 */
record Authorization(Suite suite, String mchid, String nonce, String timestamp, String serialNumber, String signature) {
    private static final Set<String> KEYS = Set.of("mchid", "nonce_str", "timestamp", "serial_no", "signature");
    private static final Pattern PAIR = Pattern.compile("([a-z_]+)=\"([^\"]*)\"(,|$)");

    static Authorization parse(List<String> headers) throws Refusal {
        if (headers.size() != 1) {
            throw Refusal.signature("Authorization", headers.isEmpty() ? "header is missing" : "sent more than once");
        }
        String header = headers.get(0);
        int end = header.indexOf(' ');
        Suite suite = Suite.ofScheme(header.substring(0, Math.max(end, 0)))
                .orElseThrow(() -> Refusal.signature(
                        "Authorization", "scheme is neither " + Suite.RSA.scheme() + " nor " + Suite.SM2.scheme()));
        Map<String, String> values = pairs(header.substring(end + 1));
        for (String key : KEYS) {
            if (values.getOrDefault(key, "").isEmpty()) {
                throw Refusal.signature(key, "missing or empty in Authorization");
            }
        }
        return new Authorization(
                suite,
                values.get("mchid"),
                values.get("nonce_str"),
                values.get("timestamp"),
                values.get("serial_no"),
                values.get("signature"));
    }

    private static Map<String, String> pairs(String text) throws Refusal {
        Map<String, String> values = new HashMap<>();
        Matcher pair = PAIR.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!pair.find(end) || pair.start() != end) {
                throw Refusal.signature("Authorization", "not of the form key=\"value\",key=\"value\"");
            }
            end = pair.end();
            String key = pair.group(1);
            if (!KEYS.contains(key)) {
                throw Refusal.signature("Authorization", "has an unknown key");
            }
            if (values.put(key, pair.group(2)) != null) {
                throw Refusal.signature(key, "given twice in Authorization");
            }
        }
        if (text.endsWith(",")) {
            throw Refusal.signature("Authorization", "ends in a comma");
        }
        return values;
    }

    @Override
    public String toString() {
        return "Authorization[mchid=" + mchid + ", serialNumber=" + serialNumber + "]";
    }
}
