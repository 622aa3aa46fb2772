package io.github.camelwechatpay.sandbox.internal.control;

import io.github.camelwechatpay.sandbox.internal.http.RequestHandler;

/**
 * A control call and the handler that executes it.
 *
 * @param method in upper case
 * @param path below {@link ControlCalls#PATH}, with a slash at its begin; empty for {@link ControlCalls#PATH} itself
 * @param handler may throw {@link IllegalArgumentException} with a message for the caller
 */
public record ControlCall(String method, String path, RequestHandler handler) {}
