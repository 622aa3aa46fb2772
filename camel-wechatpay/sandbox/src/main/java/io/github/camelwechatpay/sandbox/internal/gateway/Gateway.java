package io.github.camelwechatpay.sandbox.internal.gateway;

import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.internal.call.BusinessNumber;
import io.github.camelwechatpay.sandbox.internal.call.Call;
import io.github.camelwechatpay.sandbox.internal.call.Caller;
import io.github.camelwechatpay.sandbox.internal.call.Route;
import io.github.camelwechatpay.sandbox.internal.common.SandboxClock;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.GatewayAnswer;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import io.github.camelwechatpay.sandbox.internal.http.RequestHandler;
import io.github.camelwechatpay.sandbox.internal.http.RequestId;
import io.github.camelwechatpay.sandbox.internal.keys.MessageSigner;
import io.github.camelwechatpay.sandbox.internal.keys.SignatureDefect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Processes a call: authenticate, route, validate, execute, sign, and apply an armed fault. */
public final class Gateway implements RequestHandler {
    private static final int MAX_TEXT = 64 * 1024;

    private final SandboxClock clock;
    private final Authenticator authenticator;
    private final Router router;
    private final RequestValidator validator;
    private final CallExecutor executor;
    private final MessageSigner signer;
    private final ArmedFaults faults;
    private final RequestLog log;

    public Gateway(
            SandboxClock clock,
            Authenticator authenticator,
            Router router,
            RequestValidator validator,
            CallExecutor executor,
            MessageSigner signer,
            ArmedFaults faults,
            RequestLog log) {
        this.clock = clock;
        this.authenticator = authenticator;
        this.router = router;
        this.validator = validator;
        this.executor = executor;
        this.signer = signer;
        this.faults = faults;
        this.log = log;
    }

    /** The progress of a request so far. */
    private static final class Trail {
        private String verdict = "OK";
        private boolean executed;
        private Optional<Fault> fault = Optional.empty();
        private Optional<String> number = Optional.empty();
        private Optional<String> expected = Optional.empty();
    }

    @Override
    public GatewayAnswer handle(GatewayRequest request) {
        Trail trail = new Trail();
        GatewayAnswer answer;
        try {
            answer = answer(request, trail);
        } catch (Refusal refusal) {
            trail.verdict = refusal.verdict();
            trail.expected = Optional.ofNullable(refusal.expected()).map(Gateway::cut);
            answer = refusal.answer();
        }
        log.add(new ReceivedRequest(
                clock.instant(),
                request.host(),
                request.method(),
                request.target(),
                trail.verdict,
                answer.status(),
                trail.executed,
                trail.fault.map(Fault::wireName),
                trail.number,
                trail.expected));
        return answer;
    }

    private GatewayAnswer answer(GatewayRequest request, Trail trail) throws Refusal {
        Caller caller = authenticator.authenticate(request);
        Route route = router.route(request);
        Call call = validator.validate(request, route, caller);
        trail.number = BusinessNumber.main(call).map(BusinessNumber::value);
        Optional<ArmedFaults.Armed> armed = faults.take(route.operation());
        trail.fault = armed.map(ArmedFaults.Armed::fault);
        Optional<GatewayAnswer> instead = trail.fault.flatMap(Gateway::insteadOfExecuting);
        if (instead.isPresent()) {
            return instead.get();
        }
        GatewayAnswer executed = executor.execute(call);
        trail.executed = true;
        SignatureDefect defect = trail.fault.map(Gateway::defect).orElse(SignatureDefect.NONE);
        GatewayAnswer signed =
                executed.with(signature(call, executed, defect)).with(Map.of("Request-ID", RequestId.next(0)));
        return armed.map(fault -> afterExecuting(fault, signed)).orElse(signed);
    }

    /** Signs the body. The signature of some files covers their digest instead, and some files have no signature. */
    private Map<String, String> signature(Call call, GatewayAnswer executed, SignatureDefect defect) {
        if (call.operation().unsignedAnswer()) {
            return Map.of();
        }
        byte[] signed = call.operation()
                .answerSignedOver()
                .map(header -> StrictJson.bytes(
                        StrictJson.object().put("sha1", executed.headers().get(header))))
                .orElse(executed.body());
        return signer.sign(call.caller().answerKey(), signed, defect);
    }

    /** Returns what the fault does to the signature of the response. */
    private static SignatureDefect defect(Fault fault) {
        return switch (fault) {
            case SIGNTEST -> SignatureDefect.SIGNTEST;
            case BAD_SIGNATURE -> SignatureDefect.WRONG;
            case STALE -> SignatureDefect.STALE;
            case UNKNOWN_SERIAL -> SignatureDefect.UNKNOWN_SERIAL;
            case NO_SIGNATURE -> SignatureDefect.MISSING;
            default -> SignatureDefect.NONE;
        };
    }

    private static Optional<GatewayAnswer> insteadOfExecuting(Fault fault) {
        return switch (fault) {
            case HTTP_429 -> Optional.of(Refusal.frequency().answer().with(Map.of("Retry-After", "1")));
            case HTTP_500 ->
                Optional.of(Refusal.internal("System busy, try again").answer());
            case HTTP_502_HTML ->
                Optional.of(GatewayAnswer.html(
                        502, "<html><body><h1>502 Bad Gateway</h1></body></html>".getBytes(StandardCharsets.US_ASCII)));
            case DROP_BEFORE -> Optional.of(GatewayAnswer.dropped());
            default -> Optional.empty();
        };
    }

    private static GatewayAnswer afterExecuting(ArmedFaults.Armed armed, GatewayAnswer answer) {
        return switch (armed.fault()) {
            case DROP_AFTER -> GatewayAnswer.dropped();
            case TRUNCATED ->
                answer.isEmpty() ? GatewayAnswer.dropped() : answer.ending(GatewayAnswer.Ending.TRUNCATED);
            case SLOW -> late(armed.delay(), answer);
            default -> answer;
        };
    }

    /** Waits on a thread of the server's own pool; closing the sandbox interrupts it. */
    private static GatewayAnswer late(Duration delay, GatewayAnswer answer) {
        try {
            Thread.sleep(delay.toMillis());
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return GatewayAnswer.dropped();
        }
    }

    private static String cut(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }
}
