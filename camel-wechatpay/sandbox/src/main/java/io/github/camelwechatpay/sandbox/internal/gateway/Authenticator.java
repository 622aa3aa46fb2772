package io.github.camelwechatpay.sandbox.internal.gateway;

import io.github.camelwechatpay.sandbox.internal.call.Caller;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import io.github.camelwechatpay.sandbox.internal.http.MultipartBody;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import io.github.camelwechatpay.sandbox.internal.keys.CanonicalText;
import io.github.camelwechatpay.sandbox.internal.keys.Credentials;
import io.github.camelwechatpay.sandbox.internal.keys.Merchant;
import io.github.camelwechatpay.sandbox.internal.keys.PlatformKey;
import io.github.camelwechatpay.sandbox.internal.keys.Suite;
import java.security.PublicKey;
import java.util.List;

/**
 * Finds the caller of a request, or rejects the request with 401: Authorization, merchant, clock, signature, {@code
 * Wechatpay-Serial}.
 */
public final class Authenticator {
    /** The greatest accepted offset, in seconds. */
    static final long MAX_CLOCK_OFFSET = 300;

    /** The path of an invoice file. Requests for it carry a token, and no signature. */
    private static final String INVOICE_FILE = "/v3/new-tax-control-fapiao/download";

    private static final int MAX_DIGITS = 18;

    private final Credentials credentials;
    private final SandboxClock clock;

    public Authenticator(Credentials credentials, SandboxClock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** Accepts a repeated nonce: the official clients send a nonce twice when they change the host. */
    Caller authenticate(GatewayRequest request) throws Refusal {
        if (request.path().equals(INVOICE_FILE)) {
            return Caller.anonymous(credentials.platform().preferred(Suite.RSA));
        }
        Authorization authorization = Authorization.parse(request.headers("Authorization"));
        Merchant merchant = credentials
                .merchants()
                .find(authorization.mchid())
                .orElseThrow(() -> Refusal.signature("mchid", "unknown merchant"));
        PublicKey key = merchant.key(authorization.serialNumber())
                .filter(known -> Suite.of(known) == authorization.suite())
                .orElseThrow(() ->
                        Refusal.signature("serial_no", "not an API certificate of this merchant for this scheme"));
        checkClock(authorization.timestamp());
        byte[] body =
                MultipartBody.announced(request) ? MultipartBody.parse(request).signed() : request.body();
        byte[] expected = CanonicalText.ofRequest(
                request.method(), request.target(), authorization.timestamp(), authorization.nonce(), body);
        if (!authorization.suite().verify(key, expected, authorization.signature())) {
            throw Refusal.signature("signature", "does not match", expected);
        }
        return caller(merchant, key, request.headers("Wechatpay-Serial"));
    }

    private void checkClock(String timestamp) throws Refusal {
        boolean decimal = timestamp.length() <= MAX_DIGITS && timestamp.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!decimal) {
            throw Refusal.signature("timestamp", "not Unix seconds");
        }
        long offset = clock.epochSecond() - Long.parseLong(timestamp);
        if (Math.abs(offset) > MAX_CLOCK_OFFSET) {
            throw Refusal.signature("timestamp", "more than " + MAX_CLOCK_OFFSET + " seconds from the gateway's clock");
        }
    }

    private Caller caller(Merchant merchant, PublicKey merchantKey, List<String> serials) throws Refusal {
        if (serials.size() > 1) {
            throw Refusal.serial("sent more than once");
        }
        Suite suite = Suite.of(merchantKey);
        String named = serials.isEmpty() ? "" : serials.get(0);
        if (named.isEmpty()) {
            return new Caller(merchant, merchantKey, credentials.platform().preferred(suite), "");
        }
        PlatformKey key = credentials
                .platform()
                .find(named)
                .orElseThrow(() -> Refusal.serial("neither a platform certificate nor the public key"));
        if (key.suite() != suite) {
            throw Refusal.serial("not a key for the scheme of the Authorization header");
        }
        return new Caller(merchant, merchantKey, key, named);
    }
}
