package io.github.camelwechatpay.examples.contractsigning;

import java.util.LinkedHashMap;
import java.util.Map;

/** Contains the notifications that WeChat Pay sends after the users agreed to the contracts. */
final class ContractEvents {

    private ContractEvents() {}

    /** Returns the content of each notification as JSON, by event type and in the order of sending. */
    static Map<String, String> of(String mchid) {
        Map<String, String> events = new LinkedHashMap<>();
        events.put("PAPAY.SIGN", """
                {
                  "sp_mchid": "%s",
                  "sp_appid": "wx8888888888888888",
                  "sub_mchid": "1230000109",
                  "sub_appid": "wxcbda96de0b165484",
                  "openid": "ouFhd5X9s9WteC3eWRjXV3lea123",
                  "plan_id": 123,
                  "out_contract_code": "100001256",
                  "contract_id": "202611215658900001256",
                  "operate_time": "2026-11-21T10:34:56+08:00",
                  "contract_expired_time": "2027-11-21T10:34:56+08:00"
                }
                """.formatted(mchid));
        events.put("PAYSCORE.USER_OPEN_SERVICE", """
                {
                  "mchid": "%s",
                  "appid": "wxd678efh567hg6787",
                  "sub_mchid": "1230000109",
                  "service_id": "service_id",
                  "openid": "ouFhd5X9s9WteC3eWRjXV3lea123",
                  "user_service_status": "USER_OPEN_SERVICE",
                  "openorclose_time": "20261121103456",
                  "authorization_code": "1234323JKHDFE1243252"
                }
                """.formatted(mchid));
        events.put("MEMBERCARD.ACTIVATE_CARD", """
                {
                  "event_type": "MEMBER_CARD_ACTIVATE",
                  "card_id": "pbLatjvWOibDc5-TBnbUk1pD12o0",
                  "code": "478515832665",
                  "event_time": "2026-11-21T10:34:56+08:00",
                  "activate_scene": "NEW_ACTIVATE",
                  "openid": "ouFhd5X9s9WteC3eWRjXV3lea123",
                  "outer_str": "szwxtd"
                }
                """);
        events.put("TRANSACTION.SUCCESS", """
                {
                  "sp_mchid": "%s",
                  "sub_mchid": "1230000109",
                  "transaction_id": "4200002611202611219876543210",
                  "out_trade_no": "100001256-2026-11",
                  "trade_state": "SUCCESS",
                  "success_time": "2026-11-21T10:35:12+08:00",
                  "payer": {
                    "openid": "ouFhd5X9s9WteC3eWRjXV3lea123"
                  },
                  "amount": {
                    "currency": "CNY",
                    "payer_total": 2900,
                    "payer_currency": "CNY"
                  }
                }
                """.formatted(mchid));
        return events;
    }
}
