package io.github.camelwechatpay.sandbox.internal.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Field.Type;
import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlausibleValueTest {
    private static JsonNode value(String name, Type type, String... listed) {
        return new PlausibleValue(Instant.parse("2026-01-02T16:00:00Z"), new RandomText(new Random(1)))
                .of(new Field(name, type, false, false, false, false, List.of(listed), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "sub_mchid,16\\d{8}",
        "sub_appid,wx[0-9a-f]{16}",
        "sp_openid,o[0-9A-Za-z]{27}",
        "create_time,2026-01-03T00:00:00\\+08:00",
        "expire_time,2026-01-03T02:00:00\\+08:00",
        "bill_date,2026-01-03",
        "sign_url,https://sandbox\\.invalid/.+",
        "sign_mp_path,pages/.+",
        "transaction_id,42\\d{26}",
        "brand_id,\\d{8}",
        "store_subsidy,100",
        "result,SUCCESS",
        "fee_currency,CNY",
        "prepay_id,[0-9A-Za-z]{32}"
    })
    void looksLikeItsName(String name, String pattern) {
        assertThat(value(name, Type.STRING).textValue()).matches(pattern);
    }

    @Test
    void hasItsType() {
        assertThat(value("state", Type.STRING, "ON", "OFF").textValue()).isEqualTo("ON");
        assertThat(value("total_amount", Type.INTEGER).intValue()).isEqualTo(100);
        assertThat(value("rate", Type.NUMBER).isNumber()).isTrue();
        assertThat(value("used", Type.BOOLEAN).isBoolean()).isTrue();
        assertThat(value("scene", Type.OBJECT).isObject()).isTrue();
    }
}
