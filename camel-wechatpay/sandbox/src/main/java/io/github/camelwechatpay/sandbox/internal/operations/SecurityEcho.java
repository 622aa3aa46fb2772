package io.github.camelwechatpay.sandbox.internal.operations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.call.CallHandler;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import java.util.function.BiConsumer;

/**
 * Executes {@code POST /v3/security/echo}: it returns the parameters, and notifies the same. The encrypted message is
 * encrypted for the merchant: in the response as the catalog says, in the notification because of its name.
 */
public final class SecurityEcho implements CallHandler {
    static final String EVENT_TYPE = "SECURITY_ECHO.SUCCESS";

    private final BiConsumer<String, SandboxNotification> notifier;

    public SecurityEcho(BiConsumer<String, SandboxNotification> notifier) {
        this.notifier = notifier;
    }

    @Override
    public ObjectNode execute(Call call) {
        ObjectNode answer = StrictJson.object();
        ObjectNode resource = StrictJson.object();
        String message = call.body().path("echo_message").asText();
        answer.put("echo_message", message);
        resource.put("echo_message", message);
        if (call.body().has("encrypted_echo_message")) {
            String encrypted = call.body().get("encrypted_echo_message").asText();
            answer.put("encrypted_echo_message", encrypted);
            resource.put(
                    "encrypt_echo_message",
                    encrypted.isEmpty()
                            ? encrypted
                            : call.caller().suite().encryptField(call.caller().requireMerchantKey(), encrypted));
        }
        if (call.body().has("notify_url")) {
            notifier.accept(
                    call.body().get("notify_url").asText(),
                    call.caller().address(SandboxNotification.of(EVENT_TYPE, StrictJson.text(resource))));
        }
        return answer;
    }
}
