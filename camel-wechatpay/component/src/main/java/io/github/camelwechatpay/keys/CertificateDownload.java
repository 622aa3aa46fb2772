package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.Failover;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads the platform certificates. The response is verified with a key that was trusted before it. Only while no
 * trusted key is valid, the certificates that it delivers may verify it: nothing else vouches for them then but the APIv3
 * key that they are encrypted with. Thread-safe.
 */
public final class CertificateDownload implements CertificateSource {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateDownload.class);
    private static final String NO_KEY_YET = "";

    private final Destination destination;
    private final String gatewayPath;
    private final MerchantIdentity merchant;
    private final Failover failover;
    private final CertificateList list;
    private final Duration maxClockSkew;
    private final Clock clock;
    private final Supplier<String> nonces;

    /**
     * @param destination of the list of certificates
     * @param gatewayPath {@code /prefix}, or null for none
     */
    public CertificateDownload(
            Destination destination,
            String gatewayPath,
            MerchantIdentity merchant,
            Failover failover,
            CertificateList list,
            Duration maxClockSkew,
            Clock clock,
            Supplier<String> nonces) {
        this.destination = destination;
        this.gatewayPath = gatewayPath;
        this.merchant = merchant;
        this.failover = failover;
        this.list = list;
        this.maxClockSkew = maxClockSkew;
        this.clock = clock;
        this.nonces = nonces;
    }

    @Override
    public List<TrustedKey> download(WechatpayKeys trusted, Deadline deadline) throws Exception {
        Call call = call(trusted.current().map(TrustedKey::id).orElse(NO_KEY_YET));
        Answer answer = failover.send(call, destination, c -> merchant.authorize(c, clock, nonces), deadline);
        if (!answer.isSuccess()) {
            throw WechatpayCallException.answered(call, answer, clock);
        }
        List<TrustedKey> delivered = list.read(answer.body());
        List<TrustedKey> before = trusted.valid().toList();
        TrustedKey verifying = new MessageVerifier(
                        list.signatureType(),
                        new WechatpayKeys(before.isEmpty() ? delivered : before, null, null, clock),
                        maxClockSkew,
                        clock)
                .verify(answer.headers(), answer.body(), deadline);
        if (before.isEmpty()) {
            LOG.info(
                    "No valid key of WeChat Pay was trusted: the list of platform certificates is verified with"
                            + " certificate {} that it delivers. The next lists are verified with trusted keys.",
                    verifying.id());
        }
        return delivered;
    }

    private Call call(String wechatpaySerial) {
        return new Call(
                destination.method(),
                destination.origin(),
                gatewayPath,
                destination.prefix()
                        + destination.region().certificatesPath()
                        + list.signatureType().certificatesQuery(),
                null,
                "application/json",
                wechatpaySerial,
                null);
    }
}
