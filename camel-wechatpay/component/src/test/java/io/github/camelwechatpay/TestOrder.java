package io.github.camelwechatpay;

import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.util.Map;

/** The body of a call of v3/pay/transactions/native. */
final class TestOrder {

    private TestOrder() {}

    static Map<String, Object> of(WechatpaySandbox sandbox, String number) {
        return Map.of(
                "appid",
                "wx47c677487ce3ac47",
                "mchid",
                sandbox.mchid(),
                "description",
                "tea",
                "out_trade_no",
                number,
                "notify_url",
                "https://shop.example/notify",
                "amount",
                Map.of("total", 5));
    }
}
