package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.FileLimit;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.catalog.Sample;
import io.github.camelwechatpay.catalog.UploadForm;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.json.FieldCheck;
import io.github.camelwechatpay.json.SensitiveFields;
import io.github.camelwechatpay.json.WireJson;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.fixture.Figure;
import io.github.camelwechatpay.sandbox.fixture.FlowValues;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls every operation of the catalog over HTTP with a body, a path and a query made from its documented fields; the
 * strict sandbox takes it, and the answer is verified, decrypted and compared with the documented fields. With all fields
 * the calls go to WeChat Pay's own addresses, by the sandbox's proxy.
 */
class CatalogWalkTest extends SandboxTestSupport {

    private final AtomicInteger decrypted = new AtomicInteger();
    private final List<String> wrong = new ArrayList<>();
    /** Addresses of files that answers named, the last of each path. */
    private final Map<String, URI> files = new HashMap<>();

    @ParameterizedTest(name = "all fields: {0}")
    @ValueSource(booleans = {true, false})
    void callsEveryOperation(boolean allFields) throws Exception {
        if (allFields) {
            throughProxy();
        }
        context.start();
        Map<String, String> values = FlowValues.create(sandbox);
        int called = 0;
        for (Operation operation : filesLast()) {
            Sample sample = (allFields ? Sample.complete() : Sample.required())
                    .with((pointer, field) -> values.getOrDefault(operation + " " + pointer, values.get(field.name())));
            walk(operation, sample, allFields);
            called++;
        }
        Figure.print(
                "walk-" + allFields,
                "walk (%s): called %d of %d operations, %d fields decrypted"
                        .formatted(
                                allFields ? "all fields" : "required fields",
                                called,
                                Catalog.get().operations().size(),
                                decrypted.get()));
        assertThat(wrong).isEmpty();
        assertThat(called).isEqualTo(1018);
        assertThat(decrypted.get()).isGreaterThan(50);
    }

    private static List<Operation> filesLast() {
        return Catalog.get().operations().stream()
                .sorted(Comparator.comparing(Operation::download))
                .toList();
    }

    private void walk(Operation operation, Sample sample, boolean throughProxy) {
        Map<String, Object> query = sample.object(operation.query());
        query.remove("mchid");
        query.putAll(queryOfFile(operation.path()));
        Exchange exchange = call(
                operation,
                sample.object(operation.pathParameters()),
                query,
                operation.body().isEmpty() ? null : body(operation, sample));
        if (exchange.getException() != null) {
            wrong.add(operation + ": " + exchange.getException().getMessage());
            return;
        }
        ReceivedRequest received = sandbox.requests().get(sandbox.requests().size() - 1);
        URI base = URI.create(operation.baseUris().get(0));
        if (!received.verdict().equals("OK")
                || !received.method().equals(operation.method())
                || !received.target().startsWith(base.getPath() + "v3/")
                || !received.host().equals(throughProxy ? Optional.of(base.getHost()) : Optional.empty())) {
            wrong.add(operation + ": the sandbox took " + received);
        }
        check(operation, exchange.getMessage());
    }

    private static Map<String, Object> body(Operation operation, Sample sample) {
        UploadForm form = operation.upload().orElse(null);
        if (form == null) {
            return sample.object(operation.body());
        }
        Map<String, Object> body = sample.object(form.otherFields().toList());
        body.put(form.file().name(), ("file of " + operation).getBytes(StandardCharsets.UTF_8));
        return body;
    }

    /** With characters that a header and JSON write in their own ways, and a documented extension. */
    private static String fileName(Operation operation) {
        return "商户 \"a\"; name=\"b\"."
                + operation.fileLimits().stream()
                        .map(FileLimit::extension)
                        .filter(extension -> !extension.equals(FileLimit.ANY))
                        .findFirst()
                        .orElse("csv");
    }

    /** The query of the address that an earlier answer named, for a file that is found by a token. */
    private Map<String, String> queryOfFile(String path) {
        URI address = files.get('/' + path);
        return address == null
                ? Map.of()
                : Arrays.stream(address.getRawQuery().split("&"))
                        .map(parameter -> parameter.split("=", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    /** The least that a route says: method where there are several, nothing else but the validation. */
    private Exchange call(Operation operation, Map<String, Object> path, Map<String, Object> query, Object body) {
        boolean several = Catalog.get().find(operation.path()).size() > 1;
        String uri = "wechatpay:" + operation.path() + "?validation=fail"
                + (several ? "&method=" + operation.method() : "")
                + (operation.download() ? "&responseType=bytes" : "");
        return template.request(uri, exchange -> {
            Message message = exchange.getMessage();
            message.setHeader(WechatpayConstants.PATH, path);
            message.setHeader(WechatpayConstants.QUERY, query);
            if (operation.multipart()) {
                message.setHeader(Exchange.FILE_NAME, fileName(operation));
            }
            message.setHeader(WechatpayConstants.IDEMPOTENCY_KEY, "walk-" + operation.hashCode());
            message.setBody(body);
        });
    }

    private void check(Operation operation, Message answer) {
        boolean signed = answer.getHeader(WechatpayConstants.SERIAL) != null;
        if (signed == operation.unsignedAnswer()) {
            wrong.add(operation + ": verified: " + signed);
        }
        if (answer.getHeader(WechatpayConstants.STATUS, Integer.class) != operation.successStatus()) {
            wrong.add(operation + ": status " + answer.getHeader(WechatpayConstants.STATUS));
        }
        if (operation.download()) {
            if (answer.getBody(byte[].class).length == 0) {
                wrong.add(operation + ": an empty file");
            }
        } else if (operation.successStatus() != 200) {
            if (answer.getBody() != null) {
                wrong.add(operation + ": a body");
            }
        } else if (!(answer.getBody() instanceof Map<?, ?>)) {
            wrong.add(operation + ": the body is " + answer.getBody());
        } else {
            check(operation, WireJson.tree(answer.getBody()));
        }
    }

    private void check(Operation operation, JsonNode answer) {
        FieldCheck.body(answer, operation.answer()).stream()
                .filter(flaw -> !FlowValues.PAID.contains(flaw.pointer()))
                .forEach(flaw -> wrong.add(operation + ": " + flaw));
        SensitiveFields.<RuntimeException>change(answer, operation.answer(), (pointer, value) -> {
            decrypted.incrementAndGet();
            if (value.isEmpty() || value.matches("[A-Za-z0-9+/]{342}==")) {
                wrong.add(operation + ": " + pointer + " is not decrypted");
            }
            return value;
        });
        answer.findValuesAsText("download_url").stream()
                .map(URI::create)
                .forEach(address -> files.put(address.getPath(), address));
        if (hasNoState(operation)) {
            operation.answer().stream()
                    .map(Field::name)
                    .filter(name -> !answer.has(name))
                    .forEach(name -> wrong.add(operation + ": /" + name + " is missing"));
        }
    }

    /** What flows with state answer depends on how far they went. */
    private static boolean hasNoState(Operation operation) {
        return !operation.path().contains("pay/transactions")
                && !operation.path().contains("pay/partner/transactions")
                && !operation.path().startsWith("v3/refund/domestic")
                && !operation.path().contains("contract")
                && !operation.path().equals("v3/security/echo");
    }
}
