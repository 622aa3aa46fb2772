package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.control.ControlBody;
import io.github.camelwechatpay.sandbox.internal.control.ControlCall;
import io.github.camelwechatpay.sandbox.internal.http.GatewayAnswer;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Executes the control calls that correspond to a method of {@link WechatpaySandbox}. */
final class ControlHandler {
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
    private static final String ORDER_NUMBER = "outTradeNo";
    private static final String CONTRACT_CODE = "outContractCode";

    private final WechatpaySandbox sandbox;

    ControlHandler(WechatpaySandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** Returns the table of these calls. */
    List<ControlCall> calls() {
        return List.of(
                new ControlCall("POST", "/notify", this::notify),
                new ControlCall("POST", "/fault", this::fault),
                new ControlCall("POST", "/pay", this::pay),
                new ControlCall("POST", "/sign", this::sign),
                new ControlCall("POST", "/rotate", request -> rotate()),
                new ControlCall("GET", "/requests", request -> requests()),
                new ControlCall("DELETE", "", request -> reset()));
    }

    private GatewayAnswer notify(GatewayRequest request) {
        ControlBody body = ControlBody.of(request, NOTIFY);
        String resource = body.object("resource");
        SandboxNotification order = SandboxNotification.of(body.text("eventType"), resource);
        if (body.has("originalType")) {
            order = order.originalType(body.text("originalType"));
        }
        if (body.has("associatedData")) {
            order = body.isNull("associatedData")
                    ? order.withoutAssociatedData()
                    : order.associatedData(body.text("associatedData"));
        }
        if (body.has("fault")) {
            order = order.fault(NotificationFault.ofWireName(body.text("fault"))
                    .orElseThrow(() ->
                            new IllegalArgumentException("fault must be one of " + NotificationFault.wireNames())));
        }
        if (body.has("signWith")) {
            order = order.signWith(signingKey(body.text("signWith")));
        }
        if (body.has("mchid")) {
            order = order.mchid(body.text("mchid"));
        }
        if (body.has("attempts")) {
            order = order.attempts(body.number("attempts"));
        }
        if (body.has("force")) {
            order = order.force(body.truth("force"));
        }
        return json(StrictJson.tree(sandbox.notify(body.text("url"), order)));
    }

    private static SigningKey signingKey(String name) {
        return switch (name) {
            case "platform" -> SigningKey.PLATFORM;
            case "publicKey" -> SigningKey.PUBLIC_KEY;
            case "sm2" -> SigningKey.SM2;
            default -> throw new IllegalArgumentException("signWith must be platform, publicKey or sm2");
        };
    }

    private GatewayAnswer fault(GatewayRequest request) {
        ControlBody body = ControlBody.of(request, FAULT);
        Fault fault = Fault.ofWireName(body.text("fault"))
                .orElseThrow(() -> new IllegalArgumentException("fault must be one of " + Fault.wireNames()));
        int count = body.has("count") ? body.number("count") : 1;
        String operation = body.has("operation") ? body.text("operation") : "";
        Duration delay = body.has("delayMillis")
                ? Duration.ofMillis(body.number("delayMillis"))
                : WechatpaySandbox.DEFAULT_DELAY;
        sandbox.fault(fault, count, operation, delay);
        return json(StrictJson.object()
                .put("fault", fault.wireName())
                .put("count", count)
                .put("operation", operation));
    }

    private GatewayAnswer pay(GatewayRequest request) {
        String number = ControlBody.of(request, Set.of(ORDER_NUMBER)).text(ORDER_NUMBER);
        return json(StrictJson.tree(sandbox.pay(number)));
    }

    private GatewayAnswer sign(GatewayRequest request) {
        String code = ControlBody.of(request, Set.of(CONTRACT_CODE)).text(CONTRACT_CODE);
        return json(StrictJson.tree(sandbox.sign(code)));
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

    private static GatewayAnswer json(JsonNode body) {
        return GatewayAnswer.json(200, StrictJson.bytes(body));
    }
}
