package io.github.camelwechatpay.sandbox.internal.http;

/** Answers requests. Thread-safe. */
@FunctionalInterface
public interface RequestHandler {
    GatewayAnswer handle(GatewayRequest request);
}
