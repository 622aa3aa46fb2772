package io.github.camelwechatpay.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

/** Example texts, chosen by the end of a field's name. Numbers of persons and phones are ones that nobody has. */
final class SampleText {

    /** The first that fits counts, so longer endings come first. */
    private static final Map<String, String> BY_ENDING = new LinkedHashMap<>();

    static {
        put("wx1234567890abcdef", "appid", "app_id");
        put("oExample-0123456789_ABCDEFGH", "openid", "open_id");
        put("1900000109", "mchid", "mch_id", "merchant_id");
        put("4200000000202611210000000001", "transaction_id");
        put("pages/index/index", "mini_programs_path", "path");
        put("2026-12-21T12:00:00+08:00", "end_time", "expire_time", "expired_time", "time_expire");
        put("2026-11-21T12:00:00+08:00", "time", "time_start");
        put("2026-11-21", "date");
        put("https://example.com/notify", "notify_url");
        put("https://example.com/", "url");
        put("CNY", "currency");
        put("CN", "country_code");
        put("5812", "category_code");
        put("203.0.113.7", "_ip");
        put("sample@example.com", "email");
        put("13800000000", "phone", "mobile", "phone_number", "tel");
        put("11010519491231002X", "id_card_number", "id_number");
        put("440305", "address_code", "area_code", "region_code", "city_code", "province_code");
        put("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "sha256", "digest");
        put("10", "limit");
        put("0", "offset");
        put("Example name", "name");
        put("Example description", "description", "remark", "reason", "title", "introduction", "address");
        put("20261121000001", "_no", "_id", "_code", "_number", "number", "id");
    }

    private SampleText() {}

    private static void put(String text, String... endings) {
        for (String ending : endings) {
            BY_ENDING.put(ending, text);
        }
    }

    static String of(String name) {
        return BY_ENDING.entrySet().stream()
                .filter(entry -> name.endsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("example");
    }
}
