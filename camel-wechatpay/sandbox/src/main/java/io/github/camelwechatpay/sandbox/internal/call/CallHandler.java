package io.github.camelwechatpay.sandbox.internal.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;

/** Executes the calls of one operation. */
@FunctionalInterface
public interface CallHandler {
    ObjectNode execute(Call call) throws Refusal;
}
