package io.github.camelwechatpay.sandbox.internal.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import java.util.Map;

/**
 * A request that passed every check.
 *
 * @param request the request as received
 * @param query decoded; the first value of a repeated name
 * @param body with the encrypted fields decrypted; an empty object if the request has no body
 */
public record Call(
        Operation operation,
        Caller caller,
        GatewayRequest request,
        Map<String, String> pathParameters,
        Map<String, String> query,
        JsonNode body) {}
