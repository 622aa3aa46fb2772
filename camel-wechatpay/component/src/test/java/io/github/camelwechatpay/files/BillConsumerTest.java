package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.WechatpayBillConsumer;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.body.ContentStream;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bills of each day: it is 2019-04-02, 20:34 in China. */
class BillConsumerTest extends RawGatewayTestSupport {

    private static final String TRADE_BILL = "wechatpay:bill/tradebill?initialDelay=0&delay=50";
    private static final String BILL = """
            \uFEFFTime,Order,Goods,Amount
            `2019-04-01 12:00:00,`a-1,`tea, green,`1.00
            `2019-04-01 12:00:01,`a-2,`"cup",`2.00
            `2019-04-01 12:00:02,`a-3,`,`3.00
            Count,Sum
            `3,`6.00
            """;

    @TempDir
    Path directory;

    private final List<Exchange> seen = new CopyOnWriteArrayList<>();
    private volatile String missing = "";
    private volatile boolean empty;
    private volatile byte[] served = BILL.getBytes(StandardCharsets.UTF_8);

    @BeforeEach
    void serveBills() {
        configuration.setSpoolDirectory(directory.toString());
        configuration.setSpoolThreshold(1);
        gateway.otherwise(this::answer);
    }

    private void answer(RawGatewayRequest request, OutputStream out) throws IOException, InterruptedException {
        RawGatewayAnswer answer;
        if (request.target().startsWith("/v3/billdownload/")) {
            answer = served == null
                    ? RawGatewayAnswer.unsigned(404, "application/json", "{\"code\":\"NOT_FOUND\"}")
                    : RawGatewayAnswer.with(200, "text/plain", served, Map.of());
        } else if (empty) {
            answer = RawGatewayAnswer.signed(200, "");
        } else if (!missing.isEmpty() && request.target().contains(missing)) {
            answer = RawGatewayAnswer.unsigned(
                    400, "application/json", "{\"code\":\"NO_STATEMENT_EXIST\",\"message\":\"no\"}");
        } else {
            answer = RawGatewayAnswer.signed(
                    200,
                    "{\"hash_type\":\"SHA1\",\"hash_value\":\"%s\",\"download_url\":\"%s/v3/billdownload/file?token=x\"}"
                            .formatted(sha1(), gateway.baseUri()));
        }
        answer.write(request, out);
    }

    private static String sha1() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(BILL.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private void consume(String uri, Processor route) throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).process(route);
            }
        });
    }

    private Processor reading() {
        return exchange -> {
            exchange.getMessage().setBody(exchange.getMessage().getBody(String.class));
            seen.add(exchange.copy());
        };
    }

    private Processor rows() {
        return exchange -> seen.add(exchange.copy());
    }

    private void awaitSeen(int count) {
        await().atMost(20, TimeUnit.SECONDS).until(() -> seen.size() >= count);
    }

    /** Whoever polls again has looked at the clock and at the repository, and at nothing else. */
    private void awaitIdlePolls() {
        WechatpayBillConsumer consumer =
                (WechatpayBillConsumer) context.getRoutes().get(0).getConsumer();
        long before = consumer.getCounter();
        await().atMost(20, TimeUnit.SECONDS).until(() -> consumer.getCounter() >= before + 3);
    }

    private static Object header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name);
    }

    private List<Object> headers(String name) {
        List<Object> values = new ArrayList<>();
        seen.forEach(exchange -> values.add(header(exchange, name)));
        return values;
    }

    @Test
    void givesYesterdaysBillOnce() throws Exception {
        consume(TRADE_BILL + "&query.bill_type=SUCCESS", reading());

        awaitSeen(1);
        awaitIdlePolls();

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).getMessage().getBody()).isEqualTo(BILL);
        assertThat(header(seen.get(0), WechatpayConstants.BILL_DATE)).isEqualTo("2019-04-01");
        assertThat(header(seen.get(0), WechatpayConstants.MCHID)).isEqualTo(RawGatewayKeys.MCHID);
        assertThat(header(seen.get(0), WechatpayConstants.BILL_ID))
                .isEqualTo("1900000109:bill/tradebill:{bill_type=SUCCESS}:2019-04-01");
        assertThat(seen.get(0).getMessage().getHeaders()).doesNotContainKey(WechatpayConstants.QUERY);
        assertThat(gateway.requests()).hasSize(2);
        assertThat(gateway.requests().get(0).target())
                .isEqualTo("/v3/bill/tradebill?bill_type=SUCCESS&bill_date=2019-04-01");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void givesTheBillsOfSeveralDaysOldestFirst() throws Exception {
        consume(TRADE_BILL + "&billDays=3", reading());

        awaitSeen(3);

        assertThat(headers(WechatpayConstants.BILL_DATE)).containsExactly("2019-03-30", "2019-03-31", "2019-04-01");
        assertThat(headers(WechatpayConstants.BILL_ID)).doesNotHaveDuplicates();
    }

    @Test
    void repeatsABillWhoseRouteFailedAndGoesOnWithTheNextDay() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        consume(TRADE_BILL + "&billDays=2", exchange -> {
            if (header(exchange, WechatpayConstants.BILL_DATE).equals("2019-03-31") && failures.getAndIncrement() < 2) {
                throw new IOException("database is down");
            }
            reading().process(exchange);
        });

        awaitSeen(2);
        awaitIdlePolls();

        assertThat(headers(WechatpayConstants.BILL_DATE)).containsExactly("2019-04-01", "2019-03-31");
        assertThat(failures).hasValue(3);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void repeatsABillWhoseRouteWasRolledBack() throws Exception {
        AtomicInteger rollbacks = new AtomicInteger();
        consume(TRADE_BILL, exchange -> {
            reading().process(exchange);
            exchange.setRollbackOnly(rollbacks.getAndIncrement() == 0);
        });

        awaitSeen(2);
        awaitIdlePolls();

        assertThat(seen).hasSize(2);
    }

    @Test
    void handsNothingOnOfABillWithOneWrongByte() throws Exception {
        byte[] changed = BILL.getBytes(StandardCharsets.UTF_8);
        changed[40] ^= 1;
        served = changed;
        consume(TRADE_BILL + "&split=true", rows());
        await().atMost(20, TimeUnit.SECONDS).until(() -> gateway.requests().size() >= 4);
        assertThat(seen).isEmpty();

        served = BILL.getBytes(StandardCharsets.UTF_8);

        awaitSeen(3);
        awaitIdlePolls();
        assertThat(seen).hasSize(3);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void asksAgainForABillThatIsNotThereAndSaysSoOnce() throws Exception {
        missing = "bill_date=2019-03-31";
        try (NotifyLog log = NotifyLog.of(Level.INFO, WechatpayBillConsumer.class.getName())) {
            consume(TRADE_BILL + "&billDays=2", reading());
            awaitSeen(1);
            awaitIdlePolls();
            assertThat(log.lines()).singleElement().asString().contains("2019-03-31", "NO_STATEMENT_EXIST");
        }
        assertThat(headers(WechatpayConstants.BILL_DATE)).containsExactly("2019-04-01");

        missing = "";

        awaitSeen(2);
        assertThat(headers(WechatpayConstants.BILL_DATE)).containsExactly("2019-04-01", "2019-03-31");
    }

    @Test
    void aBillWhoseFileIsNotFoundIsAFailureAndNotNoBill() throws Exception {
        served = null;
        try (NotifyLog log = NotifyLog.of(Level.INFO, WechatpayBillConsumer.class.getName())) {
            consume(TRADE_BILL, reading());

            await().atMost(20, TimeUnit.SECONDS).until(() -> !log.lines().isEmpty());
            assertThat(log.lines().get(0))
                    .contains("WARN", "bill/tradebill of 2019-04-01", "the file is answered 404 NOT_FOUND");
        }

        served = BILL.getBytes(StandardCharsets.UTF_8);
        awaitSeen(1);
    }

    @ParameterizedTest
    @CsvSource({"false,1", "true,3"})
    void repeatsABillWhoseResponseIsEmpty(boolean split, int exchanges) throws Exception {
        empty = true;
        try (NotifyLog log = NotifyLog.of(Level.INFO, WechatpayBillConsumer.class.getName())) {
            consume(TRADE_BILL + "&split=" + split, rows());

            await().atMost(20, TimeUnit.SECONDS).until(() -> !log.lines().isEmpty() || !seen.isEmpty());
            assertThat(seen).isEmpty();
            assertThat(log.lines().get(0)).contains("WARN", "bill/tradebill of 2019-04-01", "names no file");
        }

        empty = false;

        awaitSeen(exchanges);
    }

    @Test
    void remembersHandledBillsInTheRepositoryOfTheOption() throws Exception {
        MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
        context.getRegistry().bind("handled", repository);
        repository.start();
        repository.add("1900000109:bill/tradebill:{}:2019-03-31");
        consume(TRADE_BILL + "&billDays=2&idempotentRepository=#handled", reading());

        awaitSeen(1);
        awaitIdlePolls();

        assertThat(headers(WechatpayConstants.BILL_DATE)).containsExactly("2019-04-01");
        assertThat(repository.contains("1900000109:bill/tradebill:{}:2019-04-01"))
                .isTrue();
    }

    @Test
    void givesOneExchangeForEachRow() throws Exception {
        consume(TRADE_BILL + "&split=true", rows());

        awaitSeen(3);
        awaitIdlePolls();

        assertThat(seen).hasSize(3);
        assertThat(seen.get(0).getMessage().getBody(Map.class))
                .containsExactly(
                        Map.entry("Time", "2019-04-01 12:00:00"),
                        Map.entry("Order", "a-1"),
                        Map.entry("Goods", "tea, green"),
                        Map.entry("Amount", "1.00"));
        assertThat(headers(WechatpayConstants.BILL_ROW)).containsExactly(1L, 2L, 3L);
        assertThat(headers(WechatpayConstants.BILL_ID)).first().isEqualTo("1900000109:bill/tradebill:{}:2019-04-01:1");
        assertThat(headers(WechatpayConstants.BILL_SUMMARY))
                .containsExactly(null, null, Map.of("Count", "3", "Sum", "6.00"));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void beginsAtTheFirstRowAgainWhenOneFails() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        consume(TRADE_BILL + "&split=true", exchange -> {
            rows().process(exchange);
            if (header(exchange, WechatpayConstants.BILL_ROW).equals(2L) && failures.getAndIncrement() == 0) {
                throw new IOException("database is down");
            }
        });

        awaitSeen(5);
        awaitIdlePolls();

        assertThat(headers(WechatpayConstants.BILL_ROW)).containsExactly(1L, 2L, 1L, 2L, 3L);
    }

    @Test
    void leavesAFileToTheRoute() throws Exception {
        List<File> files = new CopyOnWriteArrayList<>();
        consume(
                TRADE_BILL + "&responseType=file",
                exchange -> files.add(exchange.getMessage().getBody(File.class)));

        await().atMost(20, TimeUnit.SECONDS).until(() -> !files.isEmpty());
        awaitIdlePolls();

        assertThat(files).hasSize(1);
        assertThat(files.get(0)).hasContent(BILL.replaceFirst("\n$", ""));
    }

    @Test
    void leavesNoFileOfABillThatIsRepeated() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        consume(TRADE_BILL + "&responseType=file", exchange -> {
            if (failures.getAndIncrement() < 3) {
                throw new IOException("database is down");
            }
            rows().process(exchange);
        });

        awaitSeen(1);
        awaitIdlePolls();

        assertThat(directory.toFile().listFiles())
                .containsExactly(seen.get(0).getMessage().getBody(File.class));
    }

    @Test
    void handlesABillOnceWhenTheRouteIsRestartedWhileItIsFetched() throws Exception {
        CountDownLatch restarted = new CountDownLatch(1);
        configuration.setSpoolThreshold(100_000);
        gateway.otherwise((request, out) -> {
            if (request.target().startsWith("/v3/billdownload/")) {
                restarted.await();
            }
            answer(request, out);
        });
        consume(TRADE_BILL, rows());
        await().until(() -> gateway.requests().size() == 2);
        String route = context.getRoutes().get(0).getId();
        context.getRouteController().stopRoute(route);
        context.getRouteController().startRoute(route);
        WechatpayBillConsumer consumer =
                (WechatpayBillConsumer) context.getRoutes().get(0).getConsumer();
        await().until(() -> consumer.getCounter() > 1 || gateway.requests().size() == 4);

        restarted.countDown();

        awaitSeen(1);
        awaitIdlePolls();
        assertThat(seen).hasSize(1);
    }

    @Test
    void handsNothingOnWhenTheRouteWasStoppedWhileABillWasFetched() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        configuration.setSpoolThreshold(100_000);
        gateway.otherwise((request, out) -> {
            if (request.target().startsWith("/v3/billdownload/")) {
                stopped.await();
            }
            answer(request, out);
        });
        consume(TRADE_BILL, rows());
        await().until(() -> gateway.requests().size() == 2);
        String route = context.getRoutes().get(0).getId();
        context.getRouteController().stopRoute(route);

        stopped.countDown();

        await().pollDelay(2, TimeUnit.SECONDS)
                .until(() -> context.getInflightRepository().size() == 0);
        assertThat(seen).isEmpty();
    }

    @Test
    void givesAStreamThatStreamCachingLeavesAlone() throws Exception {
        List<Object> bodies = new CopyOnWriteArrayList<>();
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from(TRADE_BILL).to("direct:next");
                from("direct:next").process(e -> bodies.add(e.getMessage().getBody()));
            }
        });

        await().atMost(20, TimeUnit.SECONDS).until(() -> !bodies.isEmpty());

        assertThat(bodies.get(0)).isInstanceOf(ContentStream.class).isInstanceOf(InputStream.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wechatpay:bill/tradebil | bill/tradebill",
                "wechatpay:bill/tradebill?query.bill_date=2019-04-01 | billDays",
                "wechatpay:bill/tradebill?billDays=0 | billDays",
                "wechatpay:bill/tradebill?billDays=91 | billDays",
                "wechatpay:bill/tradebill?responseType=text | responseType",
                "wechatpay:bill/sub-merchant-fundflowbill?query.sub_mchid=1 | billDecryptor"
            })
    void refusesAtStartWhatCannotWork(String uri, String named) {
        Throwable failure = catchThrowable(() -> consume(uri, rows()));

        assertThat(failure).hasStackTraceContaining(named);
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void isNoProducer() {
        assertThat(catchThrowable(() -> startCalling("wechatpay:bill/tradebill")))
                .rootCause()
                .hasMessageContaining("v3/bill/tradebill");
    }
}
