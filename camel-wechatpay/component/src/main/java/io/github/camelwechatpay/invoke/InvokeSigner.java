package io.github.camelwechatpay.invoke;

import io.github.camelwechatpay.keys.MerchantIdentity;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Signs for a client in the name of a merchant, with one timestamp and one nonce.
 *
 * @param apiKey signs parameters of APIv2; null if option apiKey is not set
 * @param timestamp seconds since 1970-01-01T00:00Z
 */
public record InvokeSigner(
        MerchantIdentity identity, @Nullable ApiKey apiKey, String timestamp, String nonce) {

    private static final String RSA = "SHA256-RSA2048";

    /** Returns a signer with the current time and a new nonce. */
    public static InvokeSigner of(MerchantIdentity identity, @Nullable ApiKey apiKey) {
        return new InvokeSigner(identity, apiKey, identity.timestamp(), identity.nonce());
    }

    /**
     * Signs {@code APPID\nTIMESTAMP\nNONCE\nSUBJECT\n} (WeChat Pay APIv3, "signature of an invocation").
     *
     * @throws IllegalArgumentException if the merchant does not sign with RSA: no page documents another signature type
     */
    String sign(String appid, String subject) throws GeneralSecurityException {
        if (!identity.signer().algorithm().equals(RSA)) {
            throw new IllegalArgumentException("Clients are invoked with RSA signatures only: what a client takes of "
                    + identity.signer().algorithm() + " is not documented");
        }
        String lines = appid + '\n' + timestamp + '\n' + nonce + '\n' + subject + '\n';
        return identity.signer().sign(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws IllegalArgumentException if option apiKey is missing */
    String signByApiKey(SortedMap<String, String> parameters) throws GeneralSecurityException {
        if (apiKey == null) {
            throw new IllegalArgumentException("No APIv2 key: set option apiKey, it signs the pages of pay score");
        }
        return apiKey.sign(parameters);
    }
}
