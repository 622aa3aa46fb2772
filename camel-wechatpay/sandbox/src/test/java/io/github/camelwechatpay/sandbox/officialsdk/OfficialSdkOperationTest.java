package io.github.camelwechatpay.sandbox.officialsdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.Figure;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the operations of the official Java SDK, with the public key as well as with the platform certificate. */
class OfficialSdkOperationTest {
    private static final List<String> UNREAD = List.of("{}");

    private static WechatpaySandbox sandbox;
    private static OfficialSdk sdk;
    private static List<Config> configs;
    private static OfficialSdkOperationAnswer answers;
    /** What ran. */
    private static final Set<OfficialSdkOperation> DONE = new HashSet<>();

    private static int encrypted;

    @BeforeAll
    static void start() {
        sandbox = WechatpaySandbox.start();
        sdk = new OfficialSdk(sandbox);
        configs = List.of(sdk.publicKeyConfig(), sdk.certificateConfig());
        answers = new OfficialSdkOperationAnswer(sandbox.privateKey());
    }

    @AfterAll
    static void stop() {
        Figure.print(
                "official-sdk",
                ("official SDK: %d operations from %d packages, each with both kinds of key: %d fields encrypted, %d"
                                + " decrypted")
                        .formatted(DONE.size(), packages(DONE.stream()), encrypted, answers.decrypted()));
        sdk.close();
        sandbox.close();
        assertThat(encrypted).isPositive();
        assertThat(answers.decrypted()).isPositive();
    }

    static Stream<OfficialSdkOperation> operations() {
        return OfficialSdkOperation.table().stream().filter(OfficialSdkOperation::runs);
    }

    static Stream<OfficialSdkOperation> deviations() {
        return OfficialSdkOperation.table().stream().filter(row -> !row.runs());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void runs(OfficialSdkOperation row) throws Throwable {
        for (Config config : configs) {
            OfficialSdkOperationCall call = prepare(row, config);
            Object answer = call.send();

            assertReceived(row);
            assertThat(sdk.lastRequest()).doesNotContain(OfficialSdkOperationRequest.SECRET);
            assertAnswered(row, call, answer);
            encrypted += call.encrypted();
        }
        DONE.add(row);
    }

    private static long packages(Stream<OfficialSdkOperation> rows) {
        return rows.map(OfficialSdkOperation::group).distinct().count();
    }

    @Test
    void tableHasEveryOperationOfTheSdk() throws Exception {
        List<OfficialSdkOperation> rows = OfficialSdkOperation.table();

        assertThat(rows).extracting(OfficialSdkOperation::toString).containsExactlyInAnyOrderElementsOf(inTheJar());
        assertThat(operations()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(packages(operations())).isGreaterThanOrEqualTo(15);
    }

    private static List<String> inTheJar() throws Exception {
        URI jar = NativePayService.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        List<String> operations = new ArrayList<>();
        try (JarFile file = new JarFile(Path.of(jar).toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                String type = entry.getName().replace('/', '.');
                if (type.startsWith(OfficialSdkOperationCall.SERVICES) && type.endsWith("Service.class")) {
                    String service = type.substring(0, type.length() - ".class".length());
                    OfficialSdkOperationCall.operations(Class.forName(service))
                            .forEach(method ->
                                    operations.add(service.substring(OfficialSdkOperationCall.SERVICES.length()) + "."
                                            + method.getName()));
                }
            }
        }
        return operations;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deviations")
    void failsWhereItDeviatesFromTheDocuments(OfficialSdkOperation row) throws Throwable {
        OfficialSdkOperationCall call = prepare(row, configs.get(0));

        assertThatThrownBy(call::send).hasStackTraceContaining(row.deviation());
    }

    private static OfficialSdkOperationCall prepare(OfficialSdkOperation row, Config config) throws Throwable {
        sandbox.reset();
        Map<String, String> values = new HashMap<>(row.values());
        values.put("mchid", sandbox.mchid());
        values.put("sp_mchid", sandbox.mchid());
        for (String step : row.before()) {
            if (step.equals("pay")) {
                sandbox.pay("s-out_trade_no");
            } else {
                String name = step.contains(".") ? step : row.service() + "." + step;
                Object answer = new OfficialSdkOperationCall(sdk, config, name, values, row.without()).send();
                OfficialSdkOperationBean.get(answer, "transaction_id")
                        .ifPresent(id -> values.put("transaction_id", id.toString()));
            }
        }
        return new OfficialSdkOperationCall(sdk, config, row.toString(), values, row.without());
    }

    private static void assertReceived(OfficialSdkOperation row) {
        List<ReceivedRequest> requests = sandbox.requests();
        ReceivedRequest last = requests.get(requests.size() - 1);

        assertThat(last.verdict()).isEqualTo("OK");
        assertThat(last.executed()).isTrue();
        assertThat(last.method() + " " + last.target().split("\\?")[0])
                .matches(row.operation().replace(" ", " /").replaceAll("\\{\\w+}", "[^/]+"));
        assertThat(sandbox.executions(row.path())).isPositive();
        assertThat(requests).hasSize((int) row.calls());
    }

    private static void assertAnswered(OfficialSdkOperation row, OfficialSdkOperationCall call, Object answer)
            throws Exception {
        assertThat(row.answer().isEmpty()).isEqualTo(call.answersNothing());
        if (call.answersNothing()) {
            return;
        }
        answers.compare(answer, sdk.lastAnswer());
        if (row.answer().equals(UNREAD)) {
            assertThat(answer).hasAllNullFieldsOrProperties();
            return;
        }
        for (String name : row.answer()) {
            Optional<Object> value = OfficialSdkOperationBean.get(answer, name);
            assertThat(value).describedAs(name).isPresent();
            OfficialSdkOperationBean.get(call.request(), name)
                    .ifPresent(said -> assertThat(value).describedAs(name).hasToString("Optional[" + said + "]"));
        }
    }
}
