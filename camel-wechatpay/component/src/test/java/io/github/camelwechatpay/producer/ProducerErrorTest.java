package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.call.Transport;
import io.github.camelwechatpay.files.FileDigest;
import io.github.camelwechatpay.files.UploadFile;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An error of the Java platform during a call: the route learns whether the operation may have happened. */
class ProducerErrorTest extends RawGatewayTestSupport {

    private static final Map<String, Object> REQUEST = Map.of("service_id", "500001");
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Fails at every look, from the moment on that it is broken. */
    private static final class BreakableClock extends Clock {

        private volatile Error error;

        @Override
        public Instant instant() {
            if (error != null) {
                throw error;
            }
            return RawGatewayKeys.CLOCK.instant();
        }

        @Override
        public ZoneId getZone() {
            return RawGatewayKeys.CLOCK.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?synchronous=true", "?responseType=text", "?validation=off"})
    void anErrorAfterTheResponseLeavesTheOutcomeUnknown(String options) throws Exception {
        Error error = new OutOfMemoryError("13800138000");
        BreakableClock clock = new BreakableClock();
        TestComponent.setClock(component, clock);
        RawGatewayAnswer answer = RawGatewayAnswer.signed(200, "{}");
        gateway.then((request, out) -> {
            clock.error = error;
            answer.write(request, out);
        });
        startCalling(PERMISSIONS + options);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure)
                .hasCause(error)
                .hasMessageContaining("sent, but the component failed before it had a result"
                        + " (OutOfMemoryError). The operation may have happened: query it before you repeat it");
        assertThat(failure).hasMessageNotContaining("13800138000");
        assertThat(failure.isQueryFirst()).isTrue();
        clock.error = null;
        succeed(e -> e.getMessage().setBody(REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?synchronous=true"})
    void anErrorOfTheSignerMeansNotSent(String options) throws Exception {
        Error error = new NoClassDefFoundError("hsm");
        configuration.setPrivateKey(null);
        configuration.setRequestSigner(message -> {
            throw error;
        });
        startCalling(PERMISSIONS + options);

        WechatpayCallException failure = fail(REQUEST);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasCause(error).hasMessageContaining("the request cannot be signed");
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void anErrorOfTheBodyMeansNotSent() throws Exception {
        Object body = new Object() {
            @SuppressWarnings("unused")
            public String getBroken() {
                throw new StackOverflowError();
            }
        };
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(body);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.getCause()).isInstanceOf(StackOverflowError.class);
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void anErrorWhileAnUploadIsWrittenLeavesTheOutcomeUnknown() throws Exception {
        startCalling(PERMISSIONS);
        byte[] content = {1, 2, 3};
        FileDigest digest = FileDigest.of(() -> new ByteArrayInputStream(content), "SHA-256");
        Error error = new StackOverflowError();
        UploadFile file = new UploadFile(
                "file",
                "a.png",
                () -> {
                    throw error;
                },
                digest);

        WechatpayCallException failure = catchThrowableOfType(
                WechatpayCallException.class, () -> transport().send(request(file), "signature", Deadline.in(LIMIT)));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure).hasCause(error);
        succeed(e -> e.getMessage().setBody(REQUEST));
    }

    @Test
    void anErrorWhileAFileIsReceivedLeavesTheOutcomeUnknown() throws Exception {
        startCalling(PERMISSIONS);
        Error error = new OutOfMemoryError();

        WechatpayCallException failure = catchThrowableOfType(
                WechatpayCallException.class,
                () -> transport().fetch(request(null), "signature", Deadline.in(LIMIT), LIMIT, content -> {
                    throw error;
                }));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure).hasCause(error).hasMessageContaining("sent, no response (OutOfMemoryError)");
        succeed(e -> e.getMessage().setBody(REQUEST));
    }

    @Test
    void aThreadThatCannotBeMadeMeansNotSent() throws Exception {
        ThreadlessExecutor executor = new ThreadlessExecutor();
        configuration.setExecutorService(executor);
        configuration.setMaxInFlight(1);
        startCalling(PERMISSIONS);

        for (int i = 0; i < 2; i++) {
            WechatpayCallException failure = fail(REQUEST);
            assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(failure.getCause()).hasCause(executor.error);
        }
        assertThat(gateway.connections()).isZero();
    }

    private Transport transport() {
        return TestComponent.transport(component, configuration);
    }

    private Call request(UploadFile file) {
        return new Call(
                "POST",
                URI.create(gateway.baseUri()),
                null,
                "/v3/a",
                new byte[] {'{', '}'},
                "*/*",
                "serial",
                null,
                file);
    }

    private static final class ThreadlessExecutor extends AbstractExecutorService {

        private final Error error = new OutOfMemoryError("unable to create native thread");
        private final ExecutorService none = Executors.newSingleThreadExecutor();

        @Override
        public void execute(Runnable command) {
            throw error;
        }

        @Override
        public void shutdown() {
            none.shutdown();
        }

        @Override
        public List<Runnable> shutdownNow() {
            return none.shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return none.isShutdown();
        }

        @Override
        public boolean isTerminated() {
            return none.isTerminated();
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
            return none.awaitTermination(timeout, unit);
        }
    }
}
