package io.github.camelwechatpay.sandbox.internal.http;

/** Answers requests, on any thread. */
@FunctionalInterface
public interface RequestHandler {
    GatewayAnswer handle(GatewayRequest request);
}
