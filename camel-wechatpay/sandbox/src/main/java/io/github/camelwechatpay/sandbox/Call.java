package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Operation;
import java.util.Map;

/**
 * A request that passed every check, ready to be executed.
 *
 * @param request as it came
 * @param query decoded; the first value of a repeated name
 * @param body with the encrypted fields in clear; an empty object when there was none
 */
record Call(
        Operation operation,
        Caller caller,
        GatewayRequest request,
        Map<String, String> pathParameters,
        Map<String, String> query,
        JsonNode body) {}
