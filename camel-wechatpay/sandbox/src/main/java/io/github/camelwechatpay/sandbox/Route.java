package io.github.camelwechatpay.sandbox;

import io.github.camelwechatpay.catalog.Operation;
import java.util.Map;

/** The operation that a request means, with the decoded values of its placeholders. */
record Route(Operation operation, Map<String, String> pathParameters) {}
