package io.github.camelwechatpay.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * What the gateway made of one request.
 *
 * @param receivedAt by the sandbox's clock
 * @param host that the client reached by the proxy, in lower case; empty where it came without
 * @param method as on the request line
 * @param target raw, as on the request line
 * @param verdict {@code OK}, or why it was refused
 * @param status of the answer; 0 when the connection was closed instead
 * @param executed whether the operation was executed, whatever became of the answer
 * @param fault that the answer met, by its wire name
 * @param businessNumber the merchant's own number of what the call is about, such as {@code out_trade_no}; empty where the
 *     call has none, or was refused before it was looked for
 * @param expectedText where the signature did not match: the text that the gateway verified, at most 64 KiB of it
 */
public record ReceivedRequest(
        Instant receivedAt,
        Optional<String> host,
        String method,
        String target,
        String verdict,
        int status,
        boolean executed,
        Optional<String> fault,
        Optional<String> businessNumber,
        Optional<String> expectedText) {}
