package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.CallSigner;
import io.github.camelwechatpay.call.CanonicalMessage;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.crypto.MessageSigner;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Represents the merchant that signs: its number, the serial number of its API certificate, and the signer with the key of
 * that certificate. Thread-safe.
 *
 * @param mchid number of the merchant, or of the service provider that calls for its sub-merchants
 * @param serialNumber serial number of the merchant API certificate
 * @param clock gives the time of a signature
 * @param nonces gives a new random text for each signature
 */
public record MerchantIdentity(
        String mchid, String serialNumber, MessageSigner signer, Clock clock, Supplier<String> nonces)
        implements CallSigner {

    /** Returns the current time in seconds since 1970, as a signature covers it. */
    public String timestamp() {
        return Long.toString(clock.instant().getEpochSecond());
    }

    /** Returns a new nonce. */
    public String nonce() {
        return nonces.get();
    }

    /**
     * Signs a call with a new nonce and the current time.
     *
     * @return the value of header Authorization (WeChat Pay APIv3, "signature generation")
     * @throws WechatpayCallException {@code NOT_SENT}, if the key cannot sign
     */
    @Override
    public String authorize(Call call) throws WechatpayCallException {
        String timestamp = timestamp();
        String nonce = nonce();
        byte[] message = CanonicalMessage.ofRequest(call.method(), call.target(), timestamp, nonce, call.signedBody());
        try {
            return "WECHATPAY2-" + signer.algorithm()
                    + " mchid=\"" + mchid
                    + "\",nonce_str=\"" + nonce
                    + "\",timestamp=\"" + timestamp
                    + "\",serial_no=\"" + serialNumber
                    + "\",signature=\"" + signer.sign(message) + '"';
        } catch (GeneralSecurityException | ProviderException | Error e) {
            throw Failures.notSent(
                    call,
                    "the request cannot be signed: check option requestSigner, or privateKey and cryptoProvider",
                    e);
        }
    }

    /** Returns the merchant for messages, without the signer. */
    @Override
    public String toString() {
        return "merchant " + mchid + ", certificate " + serialNumber;
    }
}
