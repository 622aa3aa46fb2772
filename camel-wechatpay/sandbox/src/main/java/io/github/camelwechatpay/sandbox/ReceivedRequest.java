package io.github.camelwechatpay.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A request that the gateway received, and its result.
 *
 * @param receivedAt by the sandbox's clock
 * @param host the host that the client reached by the proxy, in lower case; empty without the proxy
 * @param method as on the request line
 * @param target raw, as on the request line
 * @param verdict {@code OK}, or why the gateway rejected the request
 * @param status the status of the response; 0 if the connection was closed without a response
 * @param executed whether the operation was executed, whatever happened to the response
 * @param fault the fault that the response met, by its wire name
 * @param businessNumber the merchant's own number of the call's subject, such as {@code out_trade_no}; empty if the call
 *     has none, or was rejected before the gateway looked for it
 * @param expectedText the text that the gateway verified, at most 64 KiB of it; empty unless the signature did not match
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
