package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayBillConsumer;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.HeapPeak;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.Figure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large bill passes in constant memory, by a template, by routes with stream caching, and row by row; and one with a
 * wrong byte does not pass. With {@code -Dbill.bytes=N} of as many bytes.
 */
class BillTest {

    private static final long BYTES = Long.getLong("bill.bytes", 3_000_000);
    private static final int MOST_HEAP = 64;
    private static final String TRADE_BILL =
            "wechatpay:v3/bill/tradebill?query.bill_date=2026-01-01&query.tar_type=GZIP&responseType=stream";

    @TempDir
    Path directory;

    private CamelContext context;

    @AfterEach
    void stopContext() {
        context.stop();
    }

    @Test
    void passesInConstantMemory() throws Exception {
        try (HeapPeak heap = new HeapPeak();
                WechatpaySandbox sandbox =
                        WechatpaySandbox.builder().billBytes(BYTES).start()) {
            context = context(configuration(sandbox), Clock.systemUTC());
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            assertThat(context.isStreamCaching()).isTrue();

            long bytes = byTemplate(template);
            long lines = byRoutes(template);
            long rows = byRow();

            long megabytes = heap.megabytes();
            Figure.print("bill", "bill: bytes %d, heap %d MB".formatted(bytes, megabytes));
            assertThat(bytes).isBetween(BYTES - BYTES / 100, BYTES + BYTES / 100);
            assertThat(lines).isEqualTo(rows + 3);
            assertThat(megabytes).isLessThan(MOST_HEAP);
            assertThat(directory).isEmptyDirectory();
        }
    }

    private static long byTemplate(ProducerTemplate template) throws IOException {
        try (InputStream bill = template.requestBody(TRADE_BILL, null, InputStream.class)) {
            assertThat(bill.available()).isPositive();
            return bill.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** How many lines were split off, twice the same. */
    private long byRoutes(ProducerTemplate template) throws Exception {
        AtomicLong lines = new AtomicLong();
        AtomicLong others = new AtomicLong();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:bill")
                        .to(TRADE_BILL)
                        .to("log:bill?showCachedStreams=false")
                        .log("bill of ${date:now:yyyy}")
                        .multicast()
                        .parallelProcessing()
                        .to("direct:lines", "direct:others")
                        .end()
                        .setBody(constant("done"));
                from("direct:lines").split(body().tokenize("\n")).streaming().process(e -> lines.incrementAndGet());
                from("direct:others")
                        .wireTap("direct:tap")
                        .split(body().tokenize("\n"))
                        .streaming()
                        .process(e -> others.incrementAndGet());
                from("direct:tap")
                        .process(e ->
                                e.getMessage().getBody(InputStream.class).transferTo(OutputStream.nullOutputStream()));
            }
        });
        Exchange done = template.request("direct:bill", e -> {});
        assertThat(done.getException()).isNull();
        assertThat(lines).hasValue(others.get());
        return lines.get();
    }

    private long byRow() throws Exception {
        AtomicLong rows = new AtomicLong();
        AtomicLong last = new AtomicLong();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("wechatpay:bill/tradebill?initialDelay=0&split=true&query.tar_type=GZIP")
                        .process(e -> {
                            rows.incrementAndGet();
                            Map<?, ?> summary = e.getMessage().getHeader(WechatpayConstants.BILL_SUMMARY, Map.class);
                            if (summary != null) {
                                last.set(Long.parseLong(
                                        summary.get("Total transactions").toString()));
                            }
                        });
            }
        });
        await().atMost(10, TimeUnit.MINUTES).until(() -> last.get() > 0);
        assertThat(rows).hasValue(last.get());
        return rows.get();
    }

    @Test
    void doesNotPassWithOneWrongByte() throws Exception {
        AtomicInteger reached = new AtomicInteger();
        AtomicInteger fetched = new AtomicInteger();
        String sha1 = sha1();
        try (RawGateway gateway = new RawGateway()) {
            context = context(configuration(gateway), RawGatewayKeys.CLOCK);
            gateway.otherwise((request, out) -> {
                if (request.target().startsWith("/v3/bill/")) {
                    RawGatewayAnswer.signed(
                                    200,
                                    "{\"hash_type\":\"SHA1\",\"hash_value\":\"%s\",\"download_url\":\"%s/v3/billdownload/file?token=x\"}"
                                            .formatted(sha1, gateway.baseUri()))
                            .write(request, out);
                    return;
                }
                fetched.incrementAndGet();
                out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + length() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
                write(out, true);
            });
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("wechatpay:bill/tradebill?initialDelay=0&split=true").process(e -> reached.incrementAndGet());
                    from("direct:bill").to(TRADE_BILL).process(e -> reached.incrementAndGet());
                }
            });
            context.start();

            Exchange exchange = context.createProducerTemplate().request("direct:bill", e -> {});
            await().atMost(5, TimeUnit.MINUTES)
                    .until(() ->
                            ((WechatpayBillConsumer) context.getRoutes().get(0).getConsumer()).getErrorCounter() > 0);

            assertThat(exchange.getException())
                    .isInstanceOfSatisfying(
                            WechatpayCallException.class,
                            e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNVERIFIED));
            assertThat(exchange.getMessage().getBody()).isNull();
            assertThat(fetched).hasValueGreaterThanOrEqualTo(2);
            assertThat(reached).hasValue(0);
            assertThat(directory).isEmptyDirectory();
        }
    }

    private static final byte[] HEADER = "\uFEFFTime,Amount\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ROWS =
            "`2026-01-01 12:00:00,`1.00\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);

    private static long length() {
        return HEADER.length + BYTES / ROWS.length * ROWS.length;
    }

    /** The last byte but a few is another one when it is to be wrong. */
    private static void write(OutputStream out, boolean wrong) throws IOException {
        out.write(HEADER);
        long times = BYTES / ROWS.length;
        for (long i = 1; i < times; i++) {
            out.write(ROWS);
        }
        byte[] last = ROWS.clone();
        if (wrong) {
            last[last.length - 4] ^= 1;
        }
        out.write(last);
    }

    private static String sha1() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-1");
        write(new DigestOutputStream(OutputStream.nullOutputStream(), digest), false);
        return HexFormat.of().formatHex(digest.digest());
    }

    private CamelContext context(WechatpayConfiguration configuration, Clock clock) {
        configuration.setSpoolDirectory(directory.toString());
        WechatpayComponent component = new WechatpayComponent();
        component.setConfiguration(configuration);
        TestComponent.setClock(component, clock);
        CamelContext created = new DefaultCamelContext();
        created.addComponent("wechatpay", component);
        return created;
    }

    private static WechatpayConfiguration configuration(WechatpaySandbox sandbox) {
        WechatpayConfiguration configuration = new WechatpayConfiguration();
        configuration.setMchid(sandbox.mchid());
        configuration.setMerchantSerialNumber(sandbox.merchantSerialNumber());
        configuration.setPrivateKey(sandbox.privateKey());
        configuration.setPublicKeyId(sandbox.publicKeyId());
        configuration.setPublicKey(sandbox.publicKey());
        configuration.setBaseUri(sandbox.baseUri());
        return configuration;
    }

    private static WechatpayConfiguration configuration(RawGateway gateway) {
        WechatpayConfiguration configuration = new WechatpayConfiguration();
        configuration.setMchid(RawGatewayKeys.MCHID);
        configuration.setMerchantSerialNumber(RawGatewayKeys.MERCHANT_SERIAL);
        configuration.setPrivateKey(RawGatewayKeys.MERCHANT.getPrivate());
        configuration.setPublicKeyId(RawGatewayKeys.PUBLIC_KEY_ID);
        configuration.setPublicKey(RawGatewayKeys.WECHAT.getPublic());
        configuration.setBaseUri(gateway.baseUri());
        return configuration;
    }
}
