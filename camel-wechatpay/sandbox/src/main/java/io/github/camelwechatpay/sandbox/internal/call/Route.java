package io.github.camelwechatpay.sandbox.internal.call;

import io.github.camelwechatpay.catalog.Operation;
import java.util.Map;

/** The operation that a request means, with the decoded values of its placeholders. */
public record Route(Operation operation, Map<String, String> pathParameters) {}
