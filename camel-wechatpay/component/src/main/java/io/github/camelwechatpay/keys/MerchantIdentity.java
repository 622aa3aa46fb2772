package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.CanonicalMessage;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.crypto.MessageSigner;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Who signs: the merchant number, the serial number of its API certificate, and the signer with the key of that
 * certificate. Thread-safe.
 *
 * @param mchid the caller; the provider's number in provider mode
 * @param serialNumber serial number of the merchant API certificate
 */
public record MerchantIdentity(String mchid, String serialNumber, MessageSigner signer) {

    /**
     * Signs a call with a fresh nonce and the time of now.
     *
     * @return the value of header Authorization (WeChat Pay APIv3, "signature generation")
     * @throws WechatpayCallException {@code NOT_SENT}, when the key cannot sign
     */
    public String authorize(Call call, Clock clock, Supplier<String> nonces) throws WechatpayCallException {
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String nonce = nonces.get();
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

    /** Without the signer. */
    @Override
    public String toString() {
        return "merchant " + mchid + ", certificate " + serialNumber;
    }
}
