package io.github.camelwechatpay.sandbox.internal.call;

import io.github.camelwechatpay.catalog.Operation;
import java.util.Map;

/** The operation of a request, with the decoded values of its path parameters. */
public record Route(Operation operation, Map<String, String> pathParameters) {}
