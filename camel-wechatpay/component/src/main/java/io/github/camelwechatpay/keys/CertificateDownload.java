package io.github.camelwechatpay.keys;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.CallSender;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Destination;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads the platform certificates. A key that was trusted before verifies the response. If no trusted key is valid, the
 * delivered certificates verify it: then only the APIv3 key, which encrypts them, vouches for them. Thread-safe.
 */
public final class CertificateDownload implements CertificateSource {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateDownload.class);
    private static final String NO_KEY_YET = "";

    private final Destination destination;
    private final @Nullable String gatewayPath;
    private final MerchantIdentity merchant;
    private final CallSender sender;
    private final CertificateList list;
    private final Duration maxClockSkew;
    private final Clock clock;

    /**
     * @param destination of the list of certificates
     * @param gatewayPath {@code /prefix}, or null for no prefix
     */
    public CertificateDownload(
            Destination destination,
            @Nullable String gatewayPath,
            MerchantIdentity merchant,
            CallSender sender,
            CertificateList list,
            Duration maxClockSkew,
            Clock clock) {
        this.destination = destination;
        this.gatewayPath = gatewayPath;
        this.merchant = merchant;
        this.sender = sender;
        this.list = list;
        this.maxClockSkew = maxClockSkew;
        this.clock = clock;
    }

    @Override
    public List<TrustedKey> download(TrustedKeys trusted, Deadline deadline) throws Exception {
        try {
            return verified(trusted, deadline);
        } catch (WechatpayCallException e) {
            throw failed(cause(e), advice(e), e);
        } catch (VerificationException e) {
            throw failed(
                    e.getMessage(),
                    e.flaw() == VerificationException.Flaw.UNKNOWN_KEY
                            ? "A list must be signed with a key that is trusted already: name the next certificates as PEM"
                                    + " resources in option platformCertificates."
                            : "Check what changes responses between WeChat Pay and this host.",
                    e);
        } catch (IOException e) {
            throw failed(e.getMessage(), "Check that WeChat Pay answers at this address, and option secretKey.", e);
        }
    }

    /** Builds a message that has the cause first, because a log line may be cut. */
    private IOException failed(String cause, String advice, Exception e) {
        boolean documented = destination.origin().equals(destination.region().base());
        return new IOException(
                cause + ": no platform certificates were downloaded from " + destination.origin()
                        + (documented ? " (option baseUri is not set). " : " (option baseUri). ") + advice,
                e);
    }

    private static String cause(WechatpayCallException e) {
        if (e.getStatusCode() == 0) {
            return e.getWhy();
        }
        return "status " + e.getStatusCode()
                + (e.getCode() == null ? " without an API code" : " " + e.getCode())
                + (e.getApiMessage() == null ? "" : " (" + e.getApiMessage() + ")")
                + (e.getRequestId() == null ? "" : ", Request-ID " + e.getRequestId());
    }

    private static String advice(WechatpayCallException e) {
        int status = e.getStatusCode();
        if (status == 0) {
            return e.getCause() instanceof GeneralSecurityException || e.getCause() instanceof ProviderException
                    ? "Check the key that signs."
                    : "Check the address, the proxy options and the network of this host.";
        }
        if (status == 401) {
            return "Check options mchid, merchantSerialNumber and privateKey, and the clock of this host.";
        }
        if (status == 404 && e.getCode() != null) {
            return "If the merchant has no platform certificates, set options publicKey and publicKeyId.";
        }
        if (status == 429 || status == 408 || status >= 500) {
            return "The component tries again every minute.";
        }
        return e.getCode() == null
                ? "Check options baseUri and gatewayPath: this is no response of WeChat Pay."
                : "Check option mchid and the rights of the merchant on the merchant platform.";
    }

    private List<TrustedKey> verified(TrustedKeys trusted, Deadline deadline) throws Exception {
        Call call = call(trusted.current().map(TrustedKey::id).orElse(NO_KEY_YET));
        Answer answer = sender.send(call, destination, merchant, deadline);
        List<TrustedKey> delivered = list.read(answer.body());
        List<TrustedKey> before = trusted.valid().toList();
        TrustedKey verifying = new MessageVerifier(
                        list.signatureType(),
                        new TrustedKeys(before.isEmpty() ? delivered : before, null, null, clock),
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
