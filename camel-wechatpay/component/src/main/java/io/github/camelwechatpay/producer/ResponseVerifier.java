package io.github.camelwechatpay.producer;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.call.Answer;
import io.github.camelwechatpay.call.BusinessNumbers;
import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.keys.VerificationException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Verifies that a response comes from WeChat Pay, and that it belongs to the request. Thread-safe. */
public final class ResponseVerifier {

    /** Caches the numbers of each operation, because dynamic routes resolve their operation at every call. */
    private final Map<Operation, BusinessNumbers> numbers = new ConcurrentHashMap<>();

    /**
     * Verifies the signature of a response.
     *
     * @param signed the bytes that the signature covers, null for a response that is not signed
     * @return the ID of the key that verified it, null for the few responses that are documented as not signed
     * @throws WechatpayCallException if the signature is missing or wrong; its outcome is {@code UNVERIFIED}
     */
    @Nullable
    String verifySignature(PreparedCall call, Answer answer, byte @Nullable [] signed) throws WechatpayCallException {
        if (!call.operation().isAnswerSigned()) {
            return null;
        }
        try {
            return call.merchant()
                    .verifier()
                    .verify(answer.headers(), signed, call.deadline())
                    .id();
        } catch (VerificationException e) {
            throw Failures.unverified(call.call(), answer, e);
        }
    }

    /**
     * Compares the business numbers of request and response, because a verified response may belong to another request.
     *
     * @throws WechatpayCallException if a number differs; its outcome is {@code UNVERIFIED}, its message names the field
     */
    void compareNumbers(PreparedCall call, Answer answer) throws WechatpayCallException {
        Destination destination = call.operation().destination();
        Optional<String> field = destination
                .operation()
                .map(operation -> numbers.computeIfAbsent(operation, BusinessNumbers::of))
                .flatMap(each -> each.difference(call.call(), destination.prefix(), answer.body()));
        if (field.isPresent()) {
            throw Failures.unverified(
                    call.call(),
                    answer,
                    "field " + field.get() + " of the response is not the number of the request: a cache or proxy may"
                            + " have delivered the response to another request",
                    null);
        }
    }
}
