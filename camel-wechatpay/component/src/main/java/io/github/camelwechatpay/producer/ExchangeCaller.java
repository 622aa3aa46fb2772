package io.github.camelwechatpay.producer;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.body.BodyType;
import io.github.camelwechatpay.body.ReplayableStream;
import io.github.camelwechatpay.body.RequestBody;
import io.github.camelwechatpay.body.RequestValidation.Findings;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.CallSender;
import io.github.camelwechatpay.call.CallSigner;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.concurrent.SigningQueue;
import io.github.camelwechatpay.files.FileReception;
import io.github.camelwechatpay.files.FileTarget;
import io.github.camelwechatpay.json.WireJson;
import io.github.camelwechatpay.keys.MerchantIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Makes the call of an exchange: prepares the request, sends it, verifies the response, and delivers it as the body of the
 * message. Thread-safe.
 */
public final class ExchangeCaller {

    private final OperationResolver operations;
    private final CallPreparation preparation;
    private final SigningQueue queue;
    private final CallSender sender;
    private final ResponseVerifier verifier;
    private final BodyType bodyType;

    /** Null if option {@code responseType} does not ask for files. */
    private final @Nullable Downloads downloads;

    /**
     * @param bodyType makes the message body of a response that is no file
     * @param downloads null if option {@code responseType} does not ask for files
     */
    public ExchangeCaller(
            CallPreparation preparation,
            SigningQueue queue,
            CallSender sender,
            ResponseVerifier verifier,
            BodyType bodyType,
            @Nullable Downloads downloads) {
        this.operations = preparation.operations();
        this.preparation = preparation;
        this.queue = queue;
        this.sender = sender;
        this.verifier = verifier;
        this.bodyType = bodyType;
        this.downloads = downloads;
    }

    /**
     * Checks at startup all that needs no exchange.
     *
     * @throws IllegalArgumentException if the responses of the operation cannot be read, or no merchant can sign
     */
    public void check() {
        if (operations.fixed() != null) {
            preparation.check().accept(operations.fixed());
        }
        preparation.merchants().check(operations.region());
    }

    /** Returns the merchant number that signs when a message is sent to the operation of the URI. */
    public String mchid(Message message) {
        return preparation
                .merchants()
                .of(message, operations.region())
                .requireIdentity()
                .mchid();
    }

    /**
     * Calls the operation of the exchange. A failure becomes the exception of the exchange.
     *
     * @param queueing asked before the request is signed: whether so many calls are in flight that signing needs the queue
     */
    public void call(Exchange exchange, BooleanSupplier queueing) {
        call(exchange, () -> operations.of(exchange), queueing);
    }

    /** Calls an operation, and never uses the signing queue. A failure becomes the exception of the exchange. */
    public void call(Exchange exchange, ResolvedOperation operation) {
        call(exchange, () -> operation, () -> false);
    }

    private void call(Exchange exchange, Supplier<ResolvedOperation> operation, BooleanSupplier queueing) {
        Findings findings = new Findings();
        PreparedCall prepared = null;
        try {
            prepared = preparation.prepare(exchange, operation, findings);
            if (downloads != null && prepared.operation().isFile()) {
                receiveFile(exchange, prepared, queueing);
            } else {
                receive(exchange, prepared, queueing);
            }
        } catch (WechatpayCallException e) {
            exchange.setException(findings.addTo(e));
        } catch (Throwable e) {
            // An Error must reach the route too: nothing else would complete the exchange
            exchange.setException(findings.addTo(
                    Failures.interrupted(prepared == null ? null : prepared.call(), operations.label(), e)));
        }
    }

    private void receive(Exchange exchange, PreparedCall prepared, BooleanSupplier queueing)
            throws WechatpayCallException {
        Answer answer = send(prepared, queueing);
        String serial =
                verifier.verifySignature(prepared, answer, prepared.operation().signedText(answer));
        verifier.compareNumbers(prepared, answer);
        deliver(exchange, prepared, answer, serial, body(exchange, prepared, answer));
    }

    /** Receives a response that is a file. The route sees no byte before the response is verified. */
    private void receiveFile(Exchange exchange, PreparedCall prepared, BooleanSupplier queueing)
            throws WechatpayCallException {
        ResolvedOperation operation = prepared.operation();
        try (FileTarget target = downloads.target(prepared.call())) {
            FileReception reception = !operation.isAnswerSigned()
                    ? FileReception.plain(target)
                    : operation.isSignedOverDigest() ? FileReception.digested(target) : FileReception.signed(target);
            Answer answer = sender.fetch(
                    prepared.call(),
                    signer(prepared, queueing),
                    prepared.deadline(),
                    preparation.options().downloadTimeout(),
                    reception::receive);
            sender.requireSuccess(prepared.call(), answer);
            String serial = verifier.verifySignature(prepared, answer, reception.signedText());
            deliver(exchange, prepared, answer, serial, downloads.body(prepared.call(), answer, target, exchange));
        }
    }

    private Answer send(PreparedCall prepared, BooleanSupplier queueing) throws WechatpayCallException {
        CallSigner signer = signer(prepared, queueing);
        return prepared.operation().isAddressed()
                ? sender.sendToAddress(prepared.call(), signer, prepared.deadline())
                : sender.send(prepared.call(), prepared.operation().destination(), signer, prepared.deadline());
    }

    private CallSigner signer(PreparedCall prepared, BooleanSupplier queueing) {
        MerchantIdentity identity = prepared.merchant().requireIdentity();
        return queueing.getAsBoolean() && identity.signer().isOnProcessor()
                ? queue.queued(identity, prepared.deadline())
                : identity;
    }

    private @Nullable Object body(Exchange exchange, PreparedCall prepared, Answer answer)
            throws WechatpayCallException {
        if (answer.body().length == 0) {
            return null;
        }
        ResolvedOperation operation = prepared.operation();
        if (downloads != null && Downloads.isFollowed(operation)) {
            return downloads.follow(exchange, prepared.merchant(), prepared.call(), answer);
        }
        try {
            Object body = bodyType.read(
                    answer.body(),
                    () -> WireJson.plain(answer.body()),
                    preparation.options().encrypting() ? operation.answerFields() : List.of(),
                    prepared.merchant()::decryptField);
            return downloads == null ? body : downloads.body((byte[]) body, exchange);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw Failures.unusable(
                    prepared.call(),
                    answer,
                    operation.isFile()
                            ? "answered " + answer.status() + " with a file: option responseType=stream takes it"
                            : "answered " + answer.status() + ", verified, but the body cannot be read: "
                                    + e.getMessage()
                                    + ". Options responseType=bytes and encryption=off take any content",
                    e);
        }
    }

    private static void deliver(
            Exchange exchange, PreparedCall prepared, Answer answer, @Nullable String serial, @Nullable Object body) {
        RequestBody.forget(exchange);
        ReplayableStream.forget(exchange);
        Message message = exchange.getMessage();
        if (prepared.call().idempotencyKey() != null) {
            // The key belongs to this call only: with it the next call of the route would be taken for a retry
            message.removeHeader(WechatpayConstants.IDEMPOTENCY_KEY);
        }
        message.setBody(body);
        message.setHeader(WechatpayConstants.STATUS, answer.status());
        message.setHeader(WechatpayConstants.REQUEST_ID, answer.requestId());
        message.setHeader(WechatpayConstants.SERIAL, serial);
    }
}
