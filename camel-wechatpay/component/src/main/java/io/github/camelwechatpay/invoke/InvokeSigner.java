package io.github.camelwechatpay.invoke;

import io.github.camelwechatpay.keys.MerchantIdentity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.SortedMap;

/**
 * A merchant that signs for a client, at a moment and with a nonce of its own.
 *
 * @param apiKey signs what is of APIv2; null when it is not configured
 * @param timestamp seconds since 1970
 */
public record InvokeSigner(MerchantIdentity identity, ApiKey apiKey, String timestamp, String nonce) {

    private static final String RSA = "SHA256-RSA2048";

    /**
     * Signs with the time of now and a new nonce.
     *
     * @param apiKey may be null
     */
    public static InvokeSigner of(MerchantIdentity identity, ApiKey apiKey) {
        return new InvokeSigner(identity, apiKey, identity.timestamp(), identity.nonce());
    }

    /**
     * Signs {@code APPID\nTIMESTAMP\nNONCE\nSUBJECT\n} (WeChat Pay APIv3, "signature of an invocation").
     *
     * @throws IllegalArgumentException when the merchant does not sign with RSA: what else is to be said is not documented
     */
    String sign(String appid, String subject) throws GeneralSecurityException {
        if (!identity.signer().algorithm().equals(RSA)) {
            throw new IllegalArgumentException("Clients are invoked with RSA signatures only: what a client takes of "
                    + identity.signer().algorithm() + " is not documented");
        }
        String lines = appid + '\n' + timestamp + '\n' + nonce + '\n' + subject + '\n';
        return identity.signer().sign(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException when option apiKey is missing */
    String signByApiKey(SortedMap<String, String> parameters) throws GeneralSecurityException {
        if (apiKey == null) {
            throw new IllegalArgumentException("No APIv2 key: set option apiKey, it signs the pages of pay score");
        }
        return apiKey.sign(parameters);
    }
}
