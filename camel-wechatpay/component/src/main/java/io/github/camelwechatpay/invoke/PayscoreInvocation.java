package io.github.camelwechatpay.invoke;

import io.github.camelwechatpay.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Opens a page of pay score, signed with the APIv2 key. */
enum PayscoreInvocation implements Invocation {

    /** Opens the page on which the user confirms an order. */
    CONFIRM(List.of("package")),

    /** Opens the page that shows an order. */
    DETAIL(List.of("service_id", "out_order_no"));

    /** Allows no character that separates parameters. */
    private static final Pattern VALUES = Pattern.compile("[0-9A-Za-z_|*@.+/=-]{1,256}");

    private final List<String> entries;

    PayscoreInvocation(List<String> entries) {
        this.entries = entries;
    }

    @Override
    public JsonObject parameters(InvokeInput input, Supplier<InvokeSigner> signer) throws GeneralSecurityException {
        SortedMap<String, String> signed = new TreeMap<>();
        entries.forEach(entry -> signed.put(entry, input.require(entry, VALUES)));
        InvokeSigner by = signer.get();
        signed.put("mch_id", by.identity().mchid());
        signed.put("timestamp", by.timestamp());
        signed.put("nonce_str", by.nonce());
        signed.put("sign_type", ApiKey.ALGORITHM);
        JsonObject parameters = new JsonObject(signed);
        parameters.put("sign", by.signByApiKey(signed));
        return parameters;
    }
}
