package io.github.camelwechatpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.call.BodyCheck;
import io.github.camelwechatpay.call.BodyCheck.Flaw;
import io.github.camelwechatpay.catalog.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds request bodies against the catalog, as option {@code validation} says. The catalog is second-hand knowledge, so
 * by default a difference is a warning, once per operation and place, and the call is made. Thread-safe.
 */
final class Validation {

    private static final Logger LOG = LoggerFactory.getLogger(Validation.class);

    /** Names of unknown fields come from callers: the memory of what was warned about is bounded. */
    private static final int MOST_WARNINGS = 10_000;

    enum Mode {
        OFF,
        WARN,
        FAIL;

        static Mode of(String option) {
            return valueOf(option.toUpperCase(Locale.ROOT));
        }
    }

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** @throws IllegalArgumentException listing the places, when the mode is to fail */
    void check(Mode mode, Operation operation, JsonNode body) {
        if (mode == Mode.OFF || operation.body().isEmpty() || operation.multipart()) {
            return;
        }
        List<Flaw> flaws = BodyCheck.of(body, operation.body());
        if (!flaws.isEmpty() && mode == Mode.FAIL) {
            throw new IllegalArgumentException("The body differs from what is documented: "
                    + flaws.stream().map(Flaw::toString).collect(Collectors.joining("; "))
                    + " - correct it, or set option validation to warn or off");
        }
        flaws.forEach(flaw -> warn(operation, flaw));
    }

    private void warn(Operation operation, Flaw flaw) {
        if (warned.size() < MOST_WARNINGS && warned.add(operation + " " + flaw)) {
            LOG.warn("{}: {} in the body, which is sent all the same (said once; option validation)", operation, flaw);
        }
    }
}
