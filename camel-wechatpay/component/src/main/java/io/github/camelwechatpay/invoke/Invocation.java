package io.github.camelwechatpay.invoke;

import io.github.camelwechatpay.json.JsonObject;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes the parameters that an application hands to one kind of client. Implementations are immutable and thread-safe.
 */
public interface Invocation {

    /**
     * Returns the parameters.
     *
     * @param signer is asked only if a parameter is signed
     * @throws IllegalArgumentException naming the entry or option that is missing or wrong
     * @throws GeneralSecurityException if the key cannot sign
     */
    JsonObject parameters(InvokeInput input, Supplier<InvokeSigner> signer) throws GeneralSecurityException;

    /** Returns whether a merchant is needed to sign. */
    default boolean isSigned() {
        return true;
    }

    /**
     * Returns the invocation of a client.
     *
     * @throws IllegalArgumentException if the name is unknown, listing the known ones
     */
    static Invocation of(String client) {
        Map<String, Invocation> known = new TreeMap<>(Map.of(
                "jsapi", PrepayInvocation.JSAPI,
                "mini-program", PrepayInvocation.MINI_PROGRAM,
                "app", PrepayInvocation.APP,
                "h5", new H5Invocation(),
                "payscore-confirm", PayscoreInvocation.CONFIRM,
                "payscore-detail", PayscoreInvocation.DETAIL));
        Invocation invocation = known.get(client);
        if (invocation == null) {
            throw new IllegalArgumentException("No client is invoked as " + client + ": there are "
                    + String.join(", ", known.keySet())
                    + ". The code_url of a native order needs nothing more: show it as a QR code");
        }
        return invocation;
    }
}
