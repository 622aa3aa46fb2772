package io.github.camelwechatpay.sandbox.internal.control;

import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.GatewayAnswer;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import io.github.camelwechatpay.sandbox.internal.http.RequestHandler;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Serves the control calls below {@code /_sandbox}: JSON, unsigned. It rejects an invalid call with 400, a call from another
 * site with 403, and an unknown call with 404, each with a message. Immutable and thread-safe.
 */
public final class ControlCalls implements RequestHandler {
    /** The path of all control calls. */
    public static final String PATH = "/_sandbox";

    private final ControlGuard guard;
    private final Map<String, RequestHandler> handlers;
    private final String unknown;

    /** @param calls in the order in which the message for an unknown call names them */
    public ControlCalls(ControlGuard guard, List<ControlCall> calls) {
        this.guard = guard;
        handlers = calls.stream()
                .collect(Collectors.toUnmodifiableMap(call -> key(call.method(), call.path()), ControlCall::handler));
        unknown = "No such control call: " + list(calls);
    }

    private static String key(String method, String path) {
        return method + " " + path;
    }

    private static String list(List<ControlCall> calls) {
        Map<String, List<String>> paths = calls.stream()
                .collect(Collectors.groupingBy(
                        ControlCall::method,
                        LinkedHashMap::new,
                        Collectors.mapping(ControlCall::path, Collectors.toList())));
        return paths.entrySet().stream()
                .map(entry -> entry.getKey() + " " + PATH + String.join(", ", entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Tells whether a request with this path is a control call. */
    public static boolean takes(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    @Override
    public GatewayAnswer handle(GatewayRequest request) {
        if (request.host().isPresent()) {
            return message(404, "Control calls are answered on the sandbox's own port only");
        }
        Optional<String> objection = guard.objection(request);
        if (objection.isPresent()) {
            return message(403, "Control call rejected: " + objection.get());
        }
        RequestHandler handler =
                handlers.get(key(request.method(), request.path().substring(PATH.length())));
        if (handler == null) {
            return message(404, unknown);
        }
        try {
            return handler.handle(request);
        } catch (IllegalArgumentException e) {
            return message(400, e.getMessage());
        }
    }

    private static GatewayAnswer message(int status, String text) {
        return GatewayAnswer.json(status, StrictJson.bytes(StrictJson.object().put("message", text)));
    }
}
