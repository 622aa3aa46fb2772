package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Executes the calls of one operation. */
@FunctionalInterface
interface CallHandler {
    ObjectNode execute(Call call) throws Refusal;
}
