package io.github.camelwechatpay.call;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a call, and sends it once more to a backup host, signed anew, where that cannot do anything twice: nothing of it
 * was written, or it is a GET that got no answer. An HTTP status is an answer. Thread-safe.
 */
final class Failover {

    private static final Logger LOG = LoggerFactory.getLogger(Failover.class);

    private final Transport transport;
    private final boolean everywhere;
    private final URI backup;
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * @param baseUri option of that name; null when calls go to their documented addresses, of which only the
     *     mainland's has a backup
     * @param backupBaseUri option of that name; null for no failover
     */
    Failover(Transport transport, String baseUri, String backupBaseUri) {
        this.transport = transport;
        this.everywhere = baseUri != null;
        this.backup = backupBaseUri == null ? null : Destination.baseUri("backupBaseUri", backupBaseUri);
    }

    /**
     * @param destination of the call
     * @param deadline of all attempts together. Where there is a backup, the first attempt gets half of it: a GET for all,
     *     another method until it is written.
     * @throws WechatpayCallException {@code NOT_SENT} when no attempt was, or {@code UNKNOWN}
     */
    Answer send(Call call, Destination destination, CallSigner signer, Deadline deadline)
            throws WechatpayCallException {
        if (!hasBackup(destination)) {
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
            noteFailure(failure);
            return sendToBackup(call.at(backup, destination.prefix()), signer, deadline, failure);
        }
    }

    private boolean hasBackup(Destination destination) {
        return backup != null && (everywhere || destination.origin().equals(Region.CN.base()));
    }

    private Answer sendToBackup(Call call, CallSigner signer, Deadline deadline, WechatpayCallException failure)
            throws WechatpayCallException {
        try {
            return transport.send(call, signer.authorize(call), deadline);
        } catch (WechatpayCallException e) {
            throw Failures.notByBackup(call, failure, e);
        }
    }

    private void noteFailure(WechatpayCallException failure) {
        if (failing.compareAndSet(false, true)) {
            LOG.warn("Trying the backup host {} as long as needed: {}", backup.getHost(), failure.getMessage());
        } else {
            LOG.debug("Trying the backup host {}: {}", backup.getHost(), failure.getMessage());
        }
    }

    private void noteAnswer(Destination destination) {
        if (failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("{} answers again", destination.origin().getHost());
        }
    }
}
