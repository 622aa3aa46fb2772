package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.control.ControlGuard;
import io.github.camelwechatpay.sandbox.internal.http.GatewayAnswer;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import io.github.camelwechatpay.sandbox.internal.http.RequestHandler;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;

/** The control calls below {@code /_sandbox}: JSON, unsigned. What it does not understand it answers with 400 and a message. */
final class ControlHandler implements RequestHandler {
    static final String PATH = "/_sandbox";

    private static final Set<String> NOTIFY = Set.of(
            "url",
            "eventType",
            "resource",
            "originalType",
            "associatedData",
            "fault",
            "signWith",
            "mchid",
            "attempts",
            "force");
    private static final Set<String> FAULT = Set.of("fault", "count", "operation", "delayMillis");

    private final WechatpaySandbox sandbox;
    private final ControlGuard guard;

    ControlHandler(WechatpaySandbox sandbox, ControlGuard guard) {
        this.sandbox = sandbox;
        this.guard = guard;
    }

    static boolean takes(String path) {
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
        String call = request.method() + " " + request.path().substring(PATH.length());
        try {
            return switch (call) {
                case "POST /notify" -> notify(body(request, NOTIFY));
                case "POST /fault" -> fault(body(request, FAULT));
                case "POST /pay" ->
                    json(StrictJson.tree(sandbox.pay(text(body(request, Set.of("outTradeNo")), "outTradeNo"))));
                case "POST /sign" ->
                    json(StrictJson.tree(
                            sandbox.sign(text(body(request, Set.of("outContractCode")), "outContractCode"))));
                case "POST /rotate" -> rotate();
                case "GET /requests" -> requests();
                case "DELETE " -> reset();
                default ->
                    message(
                            404,
                            "No such control call: POST " + PATH + "/notify, /fault, /pay, /sign, /rotate, GET " + PATH
                                    + "/requests, DELETE " + PATH);
            };
        } catch (IllegalArgumentException e) {
            return message(400, e.getMessage());
        }
    }

    private GatewayAnswer notify(ObjectNode body) {
        JsonNode resource = body.path("resource");
        if (!resource.isObject()) {
            throw new IllegalArgumentException("resource must be a JSON object");
        }
        SandboxNotification order = SandboxNotification.of(text(body, "eventType"), StrictJson.text(resource));
        if (body.has("originalType")) {
            order = order.originalType(text(body, "originalType"));
        }
        if (body.has("associatedData")) {
            JsonNode data = body.get("associatedData");
            order = data.isNull() ? order.withoutAssociatedData() : order.associatedData(text(body, "associatedData"));
        }
        if (body.has("fault")) {
            order = order.fault(NotificationFault.ofWireName(text(body, "fault"))
                    .orElseThrow(() ->
                            new IllegalArgumentException("fault must be one of " + NotificationFault.wireNames())));
        }
        if (body.has("signWith")) {
            order = order.signWith(signingKey(text(body, "signWith")));
        }
        if (body.has("mchid")) {
            order = order.mchid(text(body, "mchid"));
        }
        if (body.has("attempts")) {
            order = order.attempts(number(body, "attempts"));
        }
        if (body.has("force")) {
            order = order.force(truth(body, "force"));
        }
        return json(StrictJson.tree(sandbox.notify(text(body, "url"), order)));
    }

    private GatewayAnswer fault(ObjectNode body) {
        Fault fault = Fault.ofWireName(text(body, "fault"))
                .orElseThrow(() -> new IllegalArgumentException("fault must be one of " + Fault.wireNames()));
        int count = body.has("count") ? number(body, "count") : 1;
        String operation = body.has("operation") ? text(body, "operation") : "";
        Duration delay = body.has("delayMillis")
                ? Duration.ofMillis(number(body, "delayMillis"))
                : WechatpaySandbox.DEFAULT_DELAY;
        sandbox.fault(fault, count, operation, delay);
        return json(StrictJson.object()
                .put("fault", fault.wireName())
                .put("count", count)
                .put("operation", operation));
    }

    private GatewayAnswer rotate() {
        return json(StrictJson.object().put("platformSerialNumber", sandbox.rotate()));
    }

    private GatewayAnswer requests() {
        ObjectNode answer = StrictJson.object();
        ArrayNode list = answer.putArray("requests");
        for (ReceivedRequest request : sandbox.requests()) {
            ObjectNode entry = list.addObject()
                    .put("receivedAt", SandboxClock.rfc3339(request.receivedAt()))
                    .put("method", request.method())
                    .put("target", request.target())
                    .put("verdict", request.verdict())
                    .put("status", request.status())
                    .put("executed", request.executed());
            request.host().ifPresent(host -> entry.put("host", host));
            request.fault().ifPresent(fault -> entry.put("fault", fault));
            request.businessNumber().ifPresent(number -> entry.put("businessNumber", number));
            request.expectedText().ifPresent(text -> entry.put("expectedText", text));
        }
        return json(answer);
    }

    private GatewayAnswer reset() {
        sandbox.reset();
        return GatewayAnswer.empty(204);
    }

    private static ObjectNode body(GatewayRequest request, Set<String> known) {
        JsonNode json = StrictJson.parse(request.body())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new IllegalArgumentException("The body must be a JSON object"));
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            if (!known.contains(names.next())) {
                throw new IllegalArgumentException("This call takes only "
                        + String.join(", ", known.stream().sorted().toList()));
            }
        }
        return (ObjectNode) json;
    }

    private static String text(ObjectNode body, String name) {
        if (!body.path(name).isTextual()) {
            throw new IllegalArgumentException(name + " must be a string");
        }
        return body.get(name).textValue();
    }

    private static int number(ObjectNode body, String name) {
        if (!body.path(name).canConvertToInt() || !body.path(name).isIntegralNumber()) {
            throw new IllegalArgumentException(name + " must be a whole number");
        }
        return body.get(name).intValue();
    }

    private static boolean truth(ObjectNode body, String name) {
        if (!body.path(name).isBoolean()) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return body.get(name).booleanValue();
    }

    private static SigningKey signingKey(String name) {
        return switch (name) {
            case "platform" -> SigningKey.PLATFORM;
            case "publicKey" -> SigningKey.PUBLIC_KEY;
            case "sm2" -> SigningKey.SM2;
            default -> throw new IllegalArgumentException("signWith must be platform, publicKey or sm2");
        };
    }

    private static GatewayAnswer json(JsonNode body) {
        return GatewayAnswer.json(200, StrictJson.bytes(body));
    }

    private static GatewayAnswer message(int status, String text) {
        return GatewayAnswer.json(status, StrictJson.bytes(StrictJson.object().put("message", text)));
    }
}
