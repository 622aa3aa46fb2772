package io.github.camelwechatpay.call;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a call. If the call fails, sends it again to a backup host, with a new signature, provided that the operation cannot
 * happen twice: nothing of the call was written, or it is a GET without a response. Any HTTP status is a response.
 * Thread-safe.
 */
final class Failover {

    private static final Logger LOG = LoggerFactory.getLogger(Failover.class);

    private final Transport transport;
    private final boolean everywhere;
    private final @Nullable URI backup;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * @param baseUri option of that name; null if calls go to their documented addresses, of which only the
     *     mainland's has a backup
     * @param backupBaseUri option of that name; null for no failover
     */
    Failover(Transport transport, @Nullable String baseUri, @Nullable String backupBaseUri) {
        this.transport = transport;
        this.everywhere = baseUri != null;
        this.backup = backupBaseUri == null ? null : Destination.baseUri("backupBaseUri", backupBaseUri);
    }

    /**
     * @param destination of the call
     * @param deadline of all attempts together. If the destination has a backup, the first attempt gets half of the time: a
     *     GET until its response, another method until it is written.
     * @throws WechatpayCallException {@code NOT_SENT} if no attempt was written, else {@code UNKNOWN}
     */
    Answer send(Call call, Destination destination, CallSigner signer, Deadline deadline)
            throws WechatpayCallException {
        URI host = backupOf(destination);
        if (host == null) {
            return transport.send(call, signer.authorize(call), deadline);
        }
        boolean query = "GET".equals(call.method());
        String authorization = signer.authorize(call);
        try {
            Deadline half = deadline.half();
            Answer answer = transport.send(call, authorization, half, query ? half : deadline);
            noteAnswer(destination);
            return answer;
        } catch (WechatpayCallException failure) {
            boolean harmless = query || failure.getOutcome() == Outcome.NOT_SENT;
            // An interrupted thread is being stopped, and its connections are being closed
            if (!harmless || deadline.isOver() || Thread.currentThread().isInterrupted()) {
                throw failure;
            }
            noteFailure(host, failure);
            return sendToBackup(call.at(host, destination.prefix()), signer, deadline, failure);
        }
    }

    private @Nullable URI backupOf(Destination destination) {
        boolean has = backup != null && (everywhere || destination.origin().equals(Region.CN.base()));
        return has ? backup : null;
    }

    private Answer sendToBackup(Call call, CallSigner signer, Deadline deadline, WechatpayCallException failure)
            throws WechatpayCallException {
        try {
            return transport.send(call, signer.authorize(call), deadline);
        } catch (WechatpayCallException e) {
            throw Failures.notByBackup(call, failure, e);
        }
    }

    private void noteFailure(URI host, WechatpayCallException failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("Trying the backup host {} as long as needed: {}", host.getHost(), failure.getMessage());
        } else {
            LOG.debug("Trying the backup host {}: {}", host.getHost(), failure.getMessage());
        }
    }

    private void noteAnswer(Destination destination) {
        if (failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("{} answers again", destination.origin().getHost());
        }
    }
}
