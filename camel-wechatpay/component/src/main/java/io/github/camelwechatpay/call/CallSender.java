package io.github.camelwechatpay.call;

import io.github.camelwechatpay.WechatpayCallException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs and sends calls, and rejects responses without success. The responses that it returns are not verified.
 * Thread-safe.
 */
public final class CallSender {

    private static final Logger LOG = LoggerFactory.getLogger(CallSender.class);

    private final Transport transport;
    private final Failover failover;
    private final Clock clock;

    /**
     * @param baseUri option of that name; null if calls go to their documented addresses
     * @param backupBaseUri option of that name; null for no backup host
     * @param clock tells how far off a date in header Retry-After is
     */
    public CallSender(Transport transport, @Nullable String baseUri, @Nullable String backupBaseUri, Clock clock) {
        this.transport = transport;
        this.failover = new Failover(transport, baseUri, backupBaseUri);
        this.clock = clock;
    }

    /**
     * Sends a call, and sends it again to the backup host if that is harmless.
     *
     * @param destination of the call
     * @param deadline of all attempts together
     * @return a response with success
     * @throws WechatpayCallException if no response with success arrives
     */
    public Answer send(Call call, Destination destination, CallSigner signer, Deadline deadline)
            throws WechatpayCallException {
        long start = System.nanoTime();
        return requireSuccess(call, logged(call, start, failover.send(call, destination, signer, deadline)));
    }

    /**
     * Sends a call to the host that it names, and to no other host: the address of a file has no backup.
     *
     * @return a response with success
     * @throws WechatpayCallException if no response with success arrives
     */
    public Answer sendToAddress(Call call, CallSigner signer, Deadline deadline) throws WechatpayCallException {
        long start = System.nanoTime();
        return requireSuccess(call, logged(call, start, transport.send(call, signer.authorize(call), deadline)));
    }

    /**
     * Fetches a file from the host that the call names. The caller decides what a response without success means.
     *
     * @param deadline when the content must have begun
     * @param longest how long it may take from then on
     * @return a response with any status; with success its body is empty, because the receiver has taken the content
     * @throws WechatpayCallException if no response arrives
     */
    public Answer fetch(Call call, CallSigner signer, Deadline deadline, Duration longest, Transport.Receiver receiver)
            throws WechatpayCallException {
        long start = System.nanoTime();
        return logged(call, start, transport.fetch(call, signer.authorize(call), deadline, longest, receiver));
    }

    /**
     * Rejects a response without success.
     *
     * @return the response
     * @throws WechatpayCallException {@code REJECTED} or {@code UNKNOWN}
     */
    public Answer requireSuccess(Call call, Answer answer) throws WechatpayCallException {
        if (!answer.isSuccess()) {
            throw Failures.answered(call, answer, clock);
        }
        return answer;
    }

    private static Answer logged(Call call, long start, Answer answer) {
        LOG.debug(
                "{} answered {} after {} ms (Request-ID {})",
                call,
                answer.status(),
                Duration.ofNanos(System.nanoTime() - start).toMillis(),
                answer.requestId());
        return answer;
    }
}
