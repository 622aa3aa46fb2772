package io.github.camelwechatpay.invoke;

import io.github.camelwechatpay.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Starts the payment of an order that was created before, by its {@code prepay_id}. */
enum PrepayInvocation implements Invocation {
    JSAPI {
        @Override
        public JsonObject parameters(InvokeInput input, Supplier<InvokeSigner> signer) throws GeneralSecurityException {
            String appid = input.requireAppid();
            JsonObject parameters = new JsonObject();
            parameters.put("appId", appid);
            return signed(parameters, appid, input, signer.get());
        }
    },

    /** Works like {@link #JSAPI}, without the appid, which the client knows. */
    MINI_PROGRAM {
        @Override
        public JsonObject parameters(InvokeInput input, Supplier<InvokeSigner> signer) throws GeneralSecurityException {
            return signed(new JsonObject(), input.requireAppid(), input, signer.get());
        }
    },

    APP {
        @Override
        public JsonObject parameters(InvokeInput input, Supplier<InvokeSigner> signer) throws GeneralSecurityException {
            String appid = input.requireAppid();
            String prepayId = prepayId(input);
            String instalment = instalment(input);
            InvokeSigner by = signer.get();
            JsonObject parameters = new JsonObject();
            parameters.put("appId", appid);
            parameters.put("partnerId", by.identity().mchid());
            parameters.put("prepayId", prepayId);
            parameters.put("package", "Sign=WXPay" + instalment);
            parameters.put("nonceStr", by.nonce());
            parameters.put("timeStamp", by.timestamp());
            parameters.put("sign", by.sign(appid, prepayId));
            return parameters;
        }
    };

    private static final String PREPAY_ID = "prepay_id";
    private static final String PREFIX = PREPAY_ID + '=';

    /** Allows an equals sign only at the end: elsewhere it would begin another parameter. */
    private static final Pattern PREPAY_IDS =
            Pattern.compile("(?:" + PREFIX + ")?(?!" + PREFIX + ")[0-9A-Za-z_-]{1,128}={0,2}");

    private static final String PERIOD = "subsidy_period_type";
    private static final Pattern PERIODS = Pattern.compile("[0-9A-Z_]{1,32}");
    private static final String NUMBER = "selected_installment_number";
    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,4}");

    private static JsonObject signed(JsonObject parameters, String appid, InvokeInput input, InvokeSigner by)
            throws GeneralSecurityException {
        String subject = PREFIX + prepayId(input) + instalment(input);
        parameters.put("timeStamp", by.timestamp());
        parameters.put("nonceStr", by.nonce());
        parameters.put("package", subject);
        parameters.put("signType", "RSA");
        parameters.put("paySign", by.sign(appid, subject));
        return parameters;
    }

    /** Returns the bare ID, even if the body has the text of parameter {@code package}, {@code prepay_id=...}. */
    private static String prepayId(InvokeInput input) {
        String value = input.require(PREPAY_ID, PREPAY_IDS);
        return value.startsWith(PREFIX) ? value.substring(PREFIX.length()) : value;
    }

    /** Returns the parameters that select a subsidised instalment; empty if the body selects no instalment. */
    private static String instalment(InvokeInput input) {
        Optional<String> period = input.optional(PERIOD, PERIODS);
        Optional<String> number = input.optional(NUMBER, NUMBERS);
        if (period.isPresent() != number.isPresent()) {
            throw new IllegalArgumentException(
                    "Entries " + PERIOD + " and " + NUMBER + " of the body belong together: send both, or none");
        }
        return period.isEmpty() ? "" : '&' + PERIOD + '=' + period.get() + '&' + NUMBER + '=' + number.get();
    }
}
