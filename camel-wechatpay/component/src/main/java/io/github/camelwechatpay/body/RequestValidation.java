package io.github.camelwechatpay.body;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.FileLimit;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.catalog.UploadForm;
import io.github.camelwechatpay.files.UploadFile;
import io.github.camelwechatpay.json.FieldCheck;
import io.github.camelwechatpay.json.FieldCheck.Flaw;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Validates requests against the catalog, as option {@code validation} says. The catalog is not made by
 * WeChat Pay and may be wrong. By default a difference is logged once per operation and place, and the request is sent.
 * Thread-safe.
 */
public final class RequestValidation {

    private static final Logger LOG = LoggerFactory.getLogger(RequestValidation.class);

    /** Limits the memory for warnings, because the names of unknown fields come from callers. */
    private static final int MOST_WARNINGS = 10_000;

    /** Represents the value of option {@code validation}. */
    public enum Mode {
        OFF,
        WARN,
        FAIL;

        /** Reads the value of option {@code validation}, whose range has been checked. */
        public static Mode of(String option) {
            return valueOf(option.toUpperCase(Locale.ROOT));
        }
    }

    /** Collects the differences of one request, for the message of a failure. Not thread-safe. */
    public static final class Findings {

        private static final int MOST = 10;

        private final List<String> texts = new ArrayList<>(0);

        private void add(String text) {
            texts.add(text);
        }

        /** Adds the differences to the message of a failed call. */
        public WechatpayCallException addTo(WechatpayCallException failure) {
            if (texts.isEmpty()) {
                return failure;
            }
            int more = texts.size() - MOST;
            return Failures.with(
                    failure,
                    "The request differs from the catalog: "
                            + texts.stream().limit(MOST).collect(Collectors.joining("; "))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
    }

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /**
     * Validates a JSON body.
     *
     * @param body the body before encryption
     * @throws IllegalArgumentException if a field differs and the mode is {@code FAIL}; the message lists the fields
     */
    public void body(Mode mode, Operation operation, JsonNode body, Findings findings) {
        if (mode != Mode.OFF && !operation.body().isEmpty() && !operation.multipart()) {
            report(mode, operation, "body", FieldCheck.body(body, operation.body()), findings);
        }
    }

    /**
     * Validates an upload: the meta and the file.
     *
     * @param meta the part that is signed, before encryption
     * @throws IllegalArgumentException if a required member of the form is missing and the mode is not {@code OFF}, because
     *     the component cannot guess it; or if anything else differs and the mode is {@code FAIL}
     */
    public void upload(
            Mode mode, Operation operation, UploadForm form, JsonNode meta, UploadFile file, Findings findings) {
        if (mode == Mode.OFF) {
            return;
        }
        form.otherFields()
                .filter(field -> field.required() && !meta.hasNonNull(field.name()))
                .findFirst()
                .ifPresent(field -> {
                    throw new IllegalArgumentException("Field /" + field.name() + " of the upload is required and"
                            + " missing: send a Map with entries " + form.file().name() + " and " + field.name()
                            + ", or set option validation to off");
                });
        report(
                mode,
                operation,
                form.meta().name(),
                FieldCheck.body(meta, form.meta().fields()),
                findings);
        report(mode, operation, mode == Mode.FAIL ? "file " + file.name() : "file", flaws(operation, file), findings);
    }

    private static List<Flaw> flaws(Operation operation, UploadFile file) {
        List<FileLimit> limits = operation.fileLimits();
        if (limits.isEmpty()) {
            return List.of();
        }
        String pointer = '/' + file.part();
        return limits.stream()
                .filter(limit -> limit.isFor(file.name()))
                .findFirst()
                .map(limit -> file.digest().length() <= limit.maxBytes()
                        ? List.<Flaw>of()
                        : List.of(new Flaw(pointer, "is larger than the documented " + limit.size())))
                .orElseGet(() -> List.of(new Flaw(
                        pointer,
                        "has none of the documented extensions "
                                + limits.stream().map(FileLimit::extension).toList())));
    }

    /**
     * Validates the query.
     *
     * @param query the values as sent, before encryption
     * @throws IllegalArgumentException if a parameter differs and the mode is {@code FAIL}; the message lists them
     */
    public void query(Mode mode, Operation operation, JsonNode query, Findings findings) {
        if (mode != Mode.OFF) {
            report(mode, operation, "query", FieldCheck.query(query, operation.query()), findings);
        }
    }

    /**
     * Looks whether a required Idempotency-Key is missing.
     *
     * @param key null if the request has none
     * @throws IllegalArgumentException if it is missing, and the mode is {@code FAIL}
     */
    public void idempotencyKey(Mode mode, Operation operation, @Nullable String key, Findings findings) {
        if (mode == Mode.OFF || key != null) {
            return;
        }
        // A loop, because each call comes here, and a stream would cost more than the check
        for (Field header : operation.headers()) {
            if (header.required() && header.name().equals(Call.IDEMPOTENCY_KEY)) {
                Flaw flaw = new Flaw(
                        header.name(), "is required and missing: set header " + WechatpayConstants.IDEMPOTENCY_KEY);
                report(mode, operation, "header", List.of(flaw), findings);
            }
        }
    }

    private void report(Mode mode, Operation operation, String place, List<Flaw> flaws, Findings findings) {
        if (!flaws.isEmpty() && mode == Mode.FAIL) {
            throw new IllegalArgumentException("The " + place + " differs from what is documented: "
                    + flaws.stream().map(Flaw::toString).collect(Collectors.joining("; "))
                    + " - correct it, or set option validation to warn or off");
        }
        flaws.forEach(flaw -> {
            findings.add(flaw + " in the " + place);
            warn(operation, place, flaw);
        });
    }

    private void warn(Operation operation, String place, Flaw flaw) {
        if (flaw.fraction()) {
            LOG.warn("{}: {} in the {}. The component sends it as it is. Correct the value", operation, flaw, place);
        } else if (warned.size() < MOST_WARNINGS && warned.add(operation + " " + place + flaw)) {
            LOG.warn(
                    "{}: {} in the {}. The component sends it, and logs this once. See option validation",
                    operation,
                    flaw,
                    place);
        }
    }
}
