package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.body.RequestValidation;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of a request that Java and WeChat Pay write differently, or that no request can hold. */
class ProducerValueTest extends RawGatewayTestSupport {

    private static final String NATIVE = "wechatpay:v3/pay/transactions/native";
    private static final String FORM = "is a time without offset: write it in the form 2026-11-30T10:00:00+08:00";
    private static final String HALF = "\uD83C";

    @TempDir
    private Path directory;

    record Amount(Object total) {}

    record Order(Amount amount) {}

    static Stream<Arguments> wholeNumbers() {
        return Stream.of(
                arguments("BigDecimal", amount(new BigDecimal("100.00"))),
                arguments("BigDecimal with exponent", amount(new BigDecimal("1E2"))),
                arguments("BigInteger", amount(new BigInteger("100"))),
                arguments("Double", amount(100.0)),
                arguments("Float", amount(100f)),
                arguments("Long", amount(100L)),
                arguments("bean", new Order(new Amount(new BigDecimal("100.00")))),
                arguments(
                        "tree",
                        JsonNodeFactory.instance
                                .objectNode()
                                .set(
                                        "amount",
                                        JsonNodeFactory.instance.objectNode().put("total", new BigDecimal("100.0")))));
    }

    private static Map<String, Object> amount(Object total) {
        return Map.of("amount", Map.of("total", total));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeNumbers")
    void writesAWholeNumberAsAnInteger(String name, Object body) throws Exception {
        startCalling(NATIVE);

        succeed(e -> e.getMessage().setBody(body));

        assertThat(gateway.lastRequest().text()).isEqualTo("{\"amount\":{\"total\":100}}");
    }

    @Test
    void writesWholeNumbersInListsAndWithoutEncryptionAndValidation() throws Exception {
        startCalling(NATIVE + "?encryption=off&validation=off");

        succeed(e -> e.getMessage()
                .setBody(Map.of(
                        "detail", Map.of("goods_detail", List.of(Map.of("quantity", 2.0), Map.of("quantity", 1e1))))));

        assertThat(gateway.lastRequest().text())
                .isEqualTo("{\"detail\":{\"goods_detail\":[{\"quantity\":2},{\"quantity\":10}]}}");
    }

    @Test
    void writesAWholeNumberOfTheQueryAsAnInteger() throws Exception {
        startCalling("wechatpay:v3/marketing/favor/stocks");

        succeed(e -> e.getMessage()
                .setHeader(WechatpayConstants.QUERY, Map.of("limit", new BigDecimal("10.00"), "offset", 0.0)));

        assertThat(gateway.lastRequest().line()).contains("limit=10").doesNotContain("10.0", "0.0");
    }

    @Test
    void leavesANumberAloneThatIsDocumentedAsText() throws Exception {
        startCalling(NATIVE);

        succeed(e -> e.getMessage().setBody(Map.of("attach", new BigDecimal("1.50"))));

        assertThat(gateway.lastRequest().text()).isEqualTo("{\"attach\":1.50}");
    }

    static Stream<Arguments> fractions() {
        return Stream.of(
                arguments("BigDecimal", amount(new BigDecimal("100.50"))),
                arguments("Double", amount(0.1)),
                arguments("huge", amount(new BigDecimal("1E400000000"))),
                arguments("JSON text", "{\"amount\":{\"total\":100.50}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fractions")
    void doesNotSendAFractionWhenAskedToFail(String name, Object body) throws Exception {
        startCalling(NATIVE + "?validation=fail");

        WechatpayCallException failure = fail(body);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContaining("/amount/total must be of type integer");
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void warnsOfAFractionAtEachCall() throws Exception {
        startCalling(NATIVE);

        try (NotifyLog log = NotifyLog.of(Level.WARN, RequestValidation.class.getName())) {
            for (int i = 0; i < 3; i++) {
                succeed(e -> e.getMessage().setBody(amount(new BigDecimal("100.50"))));
            }
            assertThat(log.warnings().stream().filter(w -> w.contains("/amount/total")))
                    .hasSize(3)
                    .allMatch(
                            warning -> warning.contains("POST v3/pay/transactions/native: /amount/total must be of type"
                                    + " integer in the body. The component sends it as it is. Correct the value"));
        }
    }

    private static InputStream read(InputStream stream) throws Exception {
        stream.readAllBytes();
        return stream;
    }

    static Stream<Arguments> empties() throws Exception {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {'{', '}'});
        buffer.position(2);
        StringReader reader = new StringReader("{}");
        reader.transferTo(Writer.nullWriter());
        return Stream.of(
                arguments(
                        "stream that was read",
                        read(new BufferedInputStream(new ByteArrayInputStream(new byte[] {'{', '}'})))),
                arguments("empty stream", InputStream.nullInputStream()),
                arguments("empty cache", new InputStreamCache(new byte[0])),
                arguments("buffer that was read", buffer),
                arguments("reader that was read", reader),
                arguments("reader of a byte order mark", new StringReader("\uFEFF")),
                arguments("empty reader", new StringReader("")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empties")
    void doesNotSendAStreamThatIsEmptyOrHasBeenRead(String name, Object body) throws Exception {
        startCalling(NATIVE);

        assertEmpty(call(body));
    }

    @Test
    void doesNotSendAnEmptyFile() throws Exception {
        startCalling(NATIVE);

        assertEmpty(call(Files.createFile(directory.resolve("empty.json")).toFile()));
    }

    private void assertEmpty(Exchange exchange) {
        WechatpayCallException failure = exchange.getException(WechatpayCallException.class);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure)
                .hasMessageMatching(
                        ".*: The body of type [\\w.]+ has no content: it is empty or has been read before\\."
                                + " Set a body that can be read again, or null to send none");
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void readsACacheFromItsBeginning() throws Exception {
        InputStreamCache bytes = new InputStreamCache("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
        bytes.readAllBytes();
        ReaderCache text = new ReaderCache("{\"a\":1}");
        text.transferTo(Writer.nullWriter());
        startCalling(NATIVE);

        for (Object body : List.of(bytes, text)) {
            succeed(e -> e.getMessage().setBody(body));
            assertThat(gateway.lastRequest().text()).isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void ignoresAnEmptyStreamWhereNoBodyIsSent() throws Exception {
        startCalling("wechatpay:v3/certificates");

        succeed(e -> e.getMessage().setBody(InputStream.nullInputStream()));
    }

    static Stream<Arguments> halves() {
        return Stream.of(
                arguments("Map", Map.of("attach", "a" + HALF), "Field /attach of the body"),
                arguments("low half", Map.of("attach", "\uDF00a"), "Field /attach of the body"),
                arguments("halves in the wrong order", Map.of("attach", "\uDF00\uD83C"), "Field /attach of the body"),
                arguments("name", Map.of("a" + HALF, "b"), "The name of a field in / of the body"),
                arguments(
                        "list",
                        Map.of("detail", Map.of("goods_detail", List.of(Map.of("goods_name", HALF)))),
                        "Field /detail/goods_detail/0/goods_name of the body"),
                arguments("JSON text", "{\"attach\":\"a" + HALF + "\"}", "Field /attach of the body"),
                arguments("escape in JSON text", "{\"attach\":\"a\\uD83C\"}", "Field /attach of the body"),
                arguments("Reader", new StringReader("{\"attach\":\"" + HALF + "\"}"), "Field /attach of the body"),
                arguments(
                        "escape in a stream",
                        new ByteArrayInputStream("{\"attach\":\"\\ud83c\"}".getBytes(StandardCharsets.US_ASCII)),
                        "Field /attach of the body"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("halves")
    void refusesHalfASurrogatePair(String name, Object body, String place) throws Exception {
        startCalling(NATIVE + "?validation=off");

        WechatpayCallException failure = call(body).getException(WechatpayCallException.class);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure)
                .hasMessageEndingWith(
                        place + " holds half a surrogate pair, which is no Unicode character. Remove it, or"
                                + " send both halves");
        assertThat(gateway.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "nested query", "path"})
    void refusesHalfASurrogatePairOutsideTheBody(String place) throws Exception {
        startCalling("wechatpay:v3/pay/transactions/out-trade-no/{out_trade_no}");

        Exchange exchange = call(e -> {
            e.getMessage().setHeader("out_trade_no", place.equals("path") ? HALF : "1");
            e.getMessage()
                    .setHeader(
                            WechatpayConstants.QUERY,
                            Map.of("x", place.equals("query") ? HALF : Map.of("y", place.equals("path") ? "z" : HALF)));
        });

        assertThat(exchange.getException(WechatpayCallException.class))
                .hasMessageContaining("half a surrogate pair")
                .hasMessageContaining(place.equals("path") ? "{out_trade_no}" : "uery parameter x")
                .satisfies(e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT));
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void sendsACompletePair() throws Exception {
        startCalling(NATIVE);

        succeed(e -> e.getMessage().setBody(Map.of("attach", "\uD83C\uDF00")));
        succeed(e -> e.getMessage().setBody("{\"attach\":\"\\uD83C\\uDF00\"}"));

        assertThat(gateway.lastRequest().text()).isEqualTo("{\"attach\":\"\\uD83C\\uDF00\"}");
    }

    static Stream<Arguments> localTimes() {
        LocalDateTime time = LocalDateTime.of(2026, 11, 30, 10, 0);
        return Stream.of(
                arguments("LocalDateTime", Map.of("time_expire", time)),
                arguments("LocalDateTime with a fraction", Map.of("time_expire", time.plusNanos(5))),
                arguments("text", Map.of("time_expire", "2026-11-30T10:00")),
                arguments("JSON text", "{\"time_expire\":\"2026-11-30T10:00:00\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("localTimes")
    void warnsOfATimeWithoutOffset(String name, Object body) throws Exception {
        startCalling(NATIVE);

        try (NotifyLog log = NotifyLog.of(Level.WARN, RequestValidation.class.getName())) {
            succeed(e -> e.getMessage().setBody(body));

            assertThat(log.warnings()).anyMatch(warning -> warning.contains("/time_expire " + FORM));
        }
    }

    @Test
    void doesNotSendATimeWithoutOffsetWhenAskedToFail() throws Exception {
        startCalling(NATIVE + "?validation=fail");

        assertThat(fail(Map.of("time_expire", LocalDateTime.of(2026, 11, 30, 10, 0))))
                .hasMessageContaining("/time_expire " + FORM);
        assertThat(gateway.connections()).isZero();
    }

    static Stream<Arguments> times() {
        return Stream.of(
                arguments(OffsetDateTime.parse("2026-11-30T10:00+08:00"), "2026-11-30T10:00:00+08:00"),
                arguments(ZonedDateTime.parse("2026-11-30T10:00+08:00[Asia/Shanghai]"), "2026-11-30T10:00:00+08:00"),
                arguments(Instant.parse("2026-11-30T02:00:00Z"), "2026-11-30T02:00:00Z"),
                arguments(Date.from(Instant.parse("2026-11-30T02:00:00Z")), "2026-11-30T02:00:00.000+00:00"),
                arguments(
                        GregorianCalendar.from(ZonedDateTime.parse("2026-11-30T10:00+08:00[Asia/Shanghai]")),
                        "2026-11-30T02:00:00.000+00:00"),
                arguments("20261130", "20261130"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("times")
    void sendsATimeWithOffset(Object time, String text) throws Exception {
        startCalling(NATIVE);

        try (NotifyLog log = NotifyLog.of(Level.WARN, RequestValidation.class.getName())) {
            succeed(e -> e.getMessage().setBody(Map.of("time_expire", time)));

            assertThat(log.warnings()).noneMatch(warning -> warning.contains("/time_expire"));
        }
        assertThat(gateway.lastRequest().text()).isEqualTo("{\"time_expire\":\"" + text + "\"}");
    }

    static Stream<Arguments> marked() {
        String text = "\uFEFF{\"attach\":\"门\"}";
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                arguments("String", text),
                arguments("byte[]", bytes),
                arguments("InputStream", new ByteArrayInputStream(bytes)),
                arguments("StreamCache", new InputStreamCache(bytes)),
                arguments("Reader", new StringReader(text)),
                arguments("ByteBuffer", ByteBuffer.wrap(bytes)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("marked")
    void leavesAByteOrderMarkOut(String name, Object body) throws Exception {
        startCalling(NATIVE);

        succeed(e -> e.getMessage().setBody(body));

        assertThat(gateway.lastRequest().text()).isEqualTo("{\"attach\":\"门\"}");
    }

    @Test
    void refusesBytesThatEncodeHalfASurrogatePair() throws Exception {
        byte[] body = "{\"attach\":\"a???\"}".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0xbc}, 0, body, 12, 3);
        startCalling(NATIVE);

        assertThat(fail(body))
                .hasMessageContaining("The body is not UTF-8. WeChat Pay reads JSON as UTF-8: encode the text so");
        assertThat(gateway.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "GBK", "ISO-8859-1"})
    void refusesBytesOfAnotherCharset(String charset) throws Exception {
        startCalling(NATIVE);

        WechatpayCallException failure = fail("{\"attach\":\"é门\"}".getBytes(Charset.forName(charset)));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure)
                .hasMessageEndingWith("The body is not UTF-8. WeChat Pay reads JSON as UTF-8: encode the text so");
        assertThat(gateway.connections()).isZero();
    }
}
