package io.github.camelwechatpay.sandbox;

/** Answers requests, on any thread. */
@FunctionalInterface
interface RequestHandler {
    GatewayAnswer handle(GatewayRequest request);
}
