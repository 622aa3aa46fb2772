package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Downloads the platform certificates. The answer is verified with the certificates that it delivers: they are sealed
 * with the APIv3 key, which WeChat Pay alone shares. Thread-safe.
 */
public final class CertificateDownload implements CertificateSource {

    private final Call call;
    private final MerchantIdentity merchant;
    private final Transport transport;
    private final CertificateList list;
    private final Duration maxClockSkew;
    private final Clock clock;
    private final Supplier<String> nonces;

    public CertificateDownload(
            Call call,
            MerchantIdentity merchant,
            Transport transport,
            CertificateList list,
            Duration maxClockSkew,
            Clock clock,
            Supplier<String> nonces) {
        this.call = call;
        this.merchant = merchant;
        this.transport = transport;
        this.list = list;
        this.maxClockSkew = maxClockSkew;
        this.clock = clock;
        this.nonces = nonces;
    }

    @Override
    public List<TrustedKey> download(Deadline deadline) throws Exception {
        Answer answer = transport.send(call, merchant.authorize(call, clock, nonces), deadline);
        if (!answer.isSuccess()) {
            throw WechatpayCallException.answered(call, answer);
        }
        List<TrustedKey> keys = list.read(answer.body());
        WechatpayKeys delivered = new WechatpayKeys(keys, null, null, clock);
        new MessageVerifier(delivered, maxClockSkew, clock).verify(answer.headers(), answer.body(), deadline);
        return keys;
    }
}
