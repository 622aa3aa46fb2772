package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.body.ReplayableStream;
import io.github.camelwechatpay.body.RequestValidation;
import io.github.camelwechatpay.files.FileDigest;
import io.github.camelwechatpay.fixture.BrokenStream;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import io.github.camelwechatpay.fixture.UploadedParts;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.WrappedFile;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.FileInputStreamCache;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.util.concurrent.SynchronousExecutorService;
import org.apache.logging.log4j.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upload looks like on the wire, and which bodies make one. */
class ProducerUploadTest extends RawGatewayTestSupport {

    private static final String IMAGE = "wechatpay:v3/merchant/media/upload";
    private static final String TAXI = "wechatpay:v3/taxi-invoice/cards/upload-file";
    private static final String RECEIPT = "wechatpay:v3/marketing/shopping-receipt/shoppingreceipts";
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', '-', '-', 0, (byte) 0xff, '\n'};
    private static final RawGateway.Answer BUSY =
            RawGatewayAnswer.unsigned(500, "application/json", "{\"code\":\"SYSTEM_ERROR\",\"message\":\"again\"}");

    @TempDir
    private static Path directory;

    private static Path logo() throws IOException {
        return Files.write(directory.resolve("logo.png"), PNG);
    }

    private static String digest(byte[] file) {
        try {
            return FileDigest.of(() -> new ByteArrayInputStream(file), "SHA-256")
                    .hex();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String imageMeta(String name) {
        return "{\"filename\":\"" + name + "\",\"sha256\":\"" + digest(PNG) + "\"}";
    }

    private Exchange upload(Object body, String name) {
        return succeed(e -> {
            e.getMessage().setBody(body);
            e.getMessage().setHeader(Exchange.FILE_NAME, name);
        });
    }

    @Test
    void sendsTheSignedMetaAndThenTheFile() throws Exception {
        startCalling(IMAGE);

        succeed(e -> e.getMessage().setBody(logo().toFile()));

        RawGatewayRequest request = gateway.lastRequest();
        UploadedParts parts = UploadedParts.of(request);
        assertThat(request.line()).isEqualTo("POST /v3/merchant/media/upload HTTP/1.1");
        assertThat(parts.metaHead())
                .isEqualTo("Content-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json");
        assertThat(parts.metaText()).isEqualTo(imageMeta("logo.png"));
        assertThat(parts.fileHead())
                .isEqualTo("Content-Disposition: form-data; name=\"file\"; filename=\"logo.png\"\r\n"
                        + "Content-Type: image/png");
        assertThat(parts.file()).isEqualTo(PNG);
        assertThat(request.header("Content-Length")).isEqualTo(Integer.toString(request.body().length));
        assertThat(request.header("Expect")).isNull();
        assertThat(request.header("Transfer-Encoding")).isNull();
    }

    /** Can be read once, as what comes from a socket. */
    private static class OnceOnly extends FilterInputStream {
        OnceOnly(byte[] content) {
            super(new ByteArrayInputStream(content));
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }

    private record Remote(Object content) implements WrappedFile<String> {
        @Override
        public String getFile() {
            return "/remote/logo.png";
        }

        @Override
        public Object getBody() {
            return content;
        }

        @Override
        public long getFileLength() {
            return PNG.length;
        }
    }

    static Stream<Arguments> files() throws IOException {
        Path file = logo();
        return Stream.of(true, false)
                .flatMap(caching -> Stream.of(
                        arguments(caching, "File", file.toFile()),
                        arguments(caching, "Path", file),
                        arguments(caching, "bytes", PNG),
                        arguments(caching, "stream", new OnceOnly(PNG)),
                        arguments(caching, "byte stream", new ByteArrayInputStream(PNG)),
                        arguments(caching, "cached stream", new InputStreamCache(PNG)),
                        arguments(caching, "spooled stream", new FileInputStreamCache(file.toFile())),
                        arguments(caching, "remote bytes", new Remote(PNG)),
                        arguments(caching, "remote stream", new Remote(new OnceOnly(PNG))),
                        arguments(caching, "remote file kept here", new Remote(file.toFile())),
                        arguments(caching, "Map of a File", Map.of("file", file.toFile())),
                        arguments(caching, "Map of bytes", Map.of("file", PNG)),
                        arguments(caching, "Map of a stream", Map.of("file", new OnceOnly(PNG)))));
    }

    @ParameterizedTest(name = "{1}, stream caching {0}")
    @MethodSource("files")
    void sendsTheSameFileAgainAtARedelivery(boolean caching, String name, Object body) throws Exception {
        context.setStreamCaching(caching);
        gateway.then(BUSY, (request, out) -> out.close());
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                onException(WechatpayCallException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .logRetryAttempted(false);
                from("direct:call").to(IMAGE);
            }
        });

        upload(body, "logo.png");

        assertThat(gateway.requests()).hasSize(3).allSatisfy(request -> {
            UploadedParts parts = UploadedParts.of(request);
            assertThat(parts.metaText()).isEqualTo(imageMeta("logo.png"));
            assertThat(parts.file()).isEqualTo(PNG);
        });
        assertThat(gateway.requests().stream().map(request -> request.authorization("nonce_str")))
                .doesNotHaveDuplicates();
    }

    @Test
    void takesWhatTheFileComponentFinds() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox/2026"));
        Files.write(inbox.resolve("商户.png"), PNG);
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + directory.resolve("inbox") + "?recursive=true&initialDelay=0&delay=10")
                        .to(IMAGE);
            }
        });

        Awaitility.await().until(() -> !gateway.requests().isEmpty());

        UploadedParts parts = UploadedParts.of(gateway.lastRequest());
        assertThat(parts.metaText()).isEqualTo(imageMeta("商户.png"));
        assertThat(parts.file()).isEqualTo(PNG);
    }

    @Test
    void theBackupHostGetsTheWholeUpload() throws Exception {
        String nobody;
        try (RawGateway closed = new RawGateway()) {
            nobody = closed.baseUri();
        }
        configuration.setBaseUri(nobody);
        configuration.setBackupBaseUri(gateway.baseUri());
        startCalling(IMAGE);

        upload(PNG, "logo.png");

        UploadedParts parts = UploadedParts.of(gateway.lastRequest());
        assertThat(parts.metaText()).isEqualTo(imageMeta("logo.png"));
        assertThat(parts.file()).isEqualTo(PNG);
    }

    static Stream<Arguments> names() {
        return Stream.of(
                arguments("商户 logo.png", "商户 logo.png"),
                arguments("a\"b.png", "a%22b.png"),
                arguments("a'b;name=x.png", "a'b;name=x.png"),
                arguments("é%22+&.png", "é%22+&.png"),
                arguments("😀.png", "😀.png"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesAnyNameInUtf8(String name, String inHead) throws Exception {
        startCalling(IMAGE);

        upload(PNG, name);

        UploadedParts parts = UploadedParts.of(gateway.lastRequest());
        assertThat(parts.metaTree().get("filename").textValue()).isEqualTo(name);
        assertThat(parts.fileHead().lines().findFirst())
                .contains("Content-Disposition: form-data; name=\"file\"; filename=\"" + inHead + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "a.PNG, image/png",
        "a.jpg, image/jpeg",
        "a.bmp, image/bmp",
        "a.pdf, application/pdf",
        "a.mp4, video/mp4",
        "a.csv, text/csv",
        "a.unheardof, application/octet-stream",
        "a, application/octet-stream"
    })
    void namesTheTypeOfTheFileByItsName(String name, String type) throws Exception {
        startCalling(IMAGE);

        upload(PNG, name);

        assertThat(UploadedParts.of(gateway.lastRequest()).fileHead()).endsWith("\r\nContent-Type: " + type);
    }

    @Test
    void takesTheNameFromMapThenHeaderThenFile() throws Exception {
        startCalling(IMAGE);

        upload(logo().toFile(), "2026/11/of header.png");
        upload(Map.of("file", logo(), "filename", "of map.png"), "of header.png");
        upload(logo(), null);

        assertThat(gateway.requests().stream().map(UploadedParts::of).map(UploadedParts::metaText))
                .containsExactly(imageMeta("of header.png"), imageMeta("of map.png"), imageMeta("logo.png"));
    }

    @Test
    void writesTheMembersOfTheOperationInTheirOrder() throws Exception {
        startCalling(TAXI);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("region_id", 1);
        body.put("later", "x");
        body.put("company_mchid", "1900000109");
        body.put("file", "abc".getBytes(StandardCharsets.US_ASCII));

        upload(body, "fapiao.pdf");

        UploadedParts parts = UploadedParts.of(gateway.lastRequest());
        assertThat(parts.metaText())
                .isEqualTo("{\"company_mchid\":\"1900000109\",\"region_id\":1,\"digest\":"
                        + "\"66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0\","
                        + "\"digest_algorithm\":\"DIGEST_ALGORITHM_SM3\",\"later\":\"x\"}");
        assertThat(parts.fileHead()).contains("filename=\"fapiao.pdf\"");
        assertThat(body).hasSize(4);
    }

    @Test
    void keepsTheSpellingOfWeChatPay() throws Exception {
        startCalling("wechatpay:v3/new-tax-control-fapiao/fapiao-applications/upload-fapiao-file");

        upload(Map.of("file", PNG, "file_type", "PDF"), "fapiao.pdf");

        assertThat(UploadedParts.of(gateway.lastRequest())
                        .metaTree()
                        .get("digest_alogrithm")
                        .textValue())
                .isEqualTo("SM3");
    }

    @Test
    void takesADigestThatIsRight() throws Exception {
        startCalling(IMAGE);

        upload(Map.of("file", PNG, "sha256", digest(PNG).toUpperCase()), "logo.png");

        assertThat(UploadedParts.of(gateway.lastRequest()).metaText()).isEqualTo(imageMeta("logo.png"));
    }

    static Stream<Arguments> hostile() throws IOException {
        Path empty = Files.write(directory.resolve("empty.png"), new byte[0]);
        Path folder = Files.createDirectories(directory.resolve("folder.png"));
        Path missing = directory.resolve("missing.png");
        return Stream.of(
                arguments(IMAGE, null, "An upload needs a file: send a File, byte[] or InputStream as the body"),
                arguments(IMAGE, Map.of("filename", "a.png"), "or a Map with entry file"),
                arguments(IMAGE, PNG, "needs a name: set header CamelFileName, or entry filename of a Map body"),
                arguments(RECEIPT, PNG, "needs a name: set header CamelFileName"),
                arguments(IMAGE, Map.of("file", PNG, "filename", " "), "needs a name"),
                arguments(IMAGE, Map.of("file", PNG, "filename", "a\r\nX: y"), "has control characters"),
                arguments(IMAGE, Map.of("file", PNG, "filename", "a\u0000"), "has control characters"),
                arguments(IMAGE, Map.of("file", "text", "filename", "a.png"), "of type java.lang.String is no file"),
                arguments(IMAGE, Map.of("file", Map.of(), "filename", "a.png"), "is no file: an upload takes a File"),
                arguments(IMAGE, Map.of("file", PNG, "meta", Map.of()), "has no entry meta: write its members beside"),
                arguments(IMAGE, empty, "File empty.png is empty"),
                arguments(IMAGE, Map.of("file", new byte[0], "filename", "a.png"), "File a.png is empty"),
                arguments(IMAGE, missing.toFile(), "File missing.png cannot be read"),
                arguments(IMAGE, folder.toFile(), "File folder.png cannot be read"),
                arguments(
                        IMAGE,
                        Map.of("file", PNG, "filename", "a.png", "sha256", "d2973a45"),
                        "Field /sha256 of the upload is not the SHA-256 of the file: leave it out"),
                arguments(
                        TAXI,
                        Map.of("file", logo(), "company_mchid", "1", "region_id", 1, "digest_algorithm", "MD5"),
                        "Field /digest_algorithm of the upload is not DIGEST_ALGORITHM_SM3: leave it out"),
                arguments(
                        TAXI,
                        Map.of("file", logo(), "region_id", 1),
                        "Field /company_mchid of the upload is required and missing: send a Map"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("hostile")
    void sendsNothingThatIsNoUpload(String uri, Object body, String message) throws Exception {
        startCalling(uri);

        WechatpayCallException failure = fail(body);

        assertThat(failure).hasMessageContaining("not sent: POST /v3/").hasMessageContaining(message);
        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void aStreamThatBreaksOffIsNeverSentByHalf() throws Exception {
        context.setStreamCaching(false);
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                onException(WechatpayCallException.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .logRetryAttempted(false);
                from("direct:call").to(IMAGE);
            }
        });
        InputStream breaking = BrokenStream.of(PNG, PNG);

        Exchange exchange = call(e -> {
            e.getMessage().setBody(breaking);
            e.getMessage().setHeader(Exchange.FILE_NAME, "logo.png");
        });

        assertThat(exchange.getException(WechatpayCallException.class))
                .hasMessageContaining("File logo.png cannot be read")
                .hasMessageContaining("broke off");
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void sendsWhatIsMissingWhenToldNotToLook() throws Exception {
        startCalling(TAXI + "?validation=off");

        upload(PNG, "fapiao.pdf");

        assertThat(UploadedParts.of(gateway.lastRequest()).metaTree().has("company_mchid"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "logo.gif, 10, /file has none of the documented extensions [jpg; bmp; png; pdf]",
        "logo.png, 5242881, /file is larger than the documented 5MB",
        "logo.pdf, 7864321, /file is larger than the documented 7.5MB"
    })
    void aLimitIsAWarningAndAFailureWhenAskedFor(String name, int size, String what) throws Exception {
        String expected = what.replace(';', ',');
        byte[] file = new byte[size];
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to(IMAGE);
                from("direct:fail").to(IMAGE + "?validation=fail");
            }
        });

        try (NotifyLog log = NotifyLog.of(Level.WARN, RequestValidation.class.getName())) {
            upload(file, name);
            upload(file, name);

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("POST v3/merchant/media/upload: " + expected + " in the file. The component sends it")
                    .doesNotContain(name);
        }
        assertThat(gateway.requests()).hasSize(2);
        Exchange refused = template.request("direct:fail", e -> {
            e.getMessage().setBody(file);
            e.getMessage().setHeader(Exchange.FILE_NAME, name);
        });
        assertThat(refused.getException(WechatpayCallException.class))
                .hasMessageContaining("POST /v3/merchant/media/upload: The file " + name + " differs from what is"
                        + " documented: " + expected);
        assertThat(gateway.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logo.png", "logo.PDF"})
    void aFileOfTheLargestSizeIsFine(String name) throws Exception {
        startCalling(IMAGE + "?validation=fail");

        upload(new byte[5 * 1024 * 1024], name);

        assertThat(UploadedParts.of(gateway.lastRequest()).file()).hasSize(5 * 1024 * 1024);
    }

    /** What happens to a file between its digest and its way to the wire. */
    private enum Change {
        GROWS,
        SHRINKS,
        OTHER_CONTENT,
        IS_DELETED;

        void make(Path file) throws IOException {
            byte[] before = Files.readAllBytes(file);
            switch (this) {
                case GROWS -> Files.write(file, Arrays.copyOf(before, before.length + 1));
                case SHRINKS -> Files.write(file, Arrays.copyOf(before, before.length - 1));
                case OTHER_CONTENT -> Files.write(file, new byte[before.length]);
                case IS_DELETED -> Files.delete(file);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Change.class)
    void aFileThatChangesIsNotSentAsWhatWasSigned(Change change) throws Exception {
        byte[] large = new byte[100_000];
        Arrays.fill(large, (byte) 'x');
        Path file = Files.write(directory.resolve("changing.png"), large);
        AtomicBoolean changed = new AtomicBoolean();
        TestComponent.setNonces(component, () -> {
            try {
                if (!changed.getAndSet(true)) {
                    change.make(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return RawGatewayKeys.NONCE;
        });
        startCalling(IMAGE);

        WechatpayCallException failure = fail(file.toFile());

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure)
                .hasMessageContaining(
                        change == Change.IS_DELETED
                                ? "sent, no response (file changing.png could not be read to its end"
                                : "sent, no response (file changing.png changed while it was sent");
        upload(PNG, "next.png");
        assertThat(gateway.requests().stream().filter(ProducerUploadTest::isComplete))
                .singleElement()
                .satisfies(request ->
                        assertThat(UploadedParts.of(request).metaText()).isEqualTo(imageMeta("next.png")));
        assertThat(gateway.connections()).isEqualTo(2);
    }

    private static boolean isComplete(RawGatewayRequest request) {
        return request.body().length == Integer.parseInt(request.header("Content-Length"));
    }

    @Test
    void leavesAStreamReadableWhenItGivesUp() throws Exception {
        gateway.otherwise(BUSY);
        context.setStreamCaching(false);
        startCalling(IMAGE);

        Exchange exchange = call(e -> {
            e.getMessage().setBody(new OnceOnly(PNG));
            e.getMessage().setHeader(Exchange.FILE_NAME, "logo.png");
        });

        assertThat(exchange.getException()).isInstanceOf(WechatpayCallException.class);
        try (InputStream left = exchange.getMessage().getBody(InputStream.class)) {
            assertThat(left.readAllBytes()).isEqualTo(PNG);
        }
    }

    @Test
    void aLargeStreamIsSentAgainFromATemporaryFile() throws Exception {
        byte[] large = new byte[3_000_000];
        Arrays.fill(large, (byte) 'y');
        gateway.then(BUSY);
        context.setStreamCaching(false);
        List<ReplayableStream> spooled = new CopyOnWriteArrayList<>();
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                onException(WechatpayCallException.class)
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .logRetryAttempted(false)
                        .onRedelivery(e ->
                                spooled.add(e.getProperty(ReplayableStream.class.getName(), ReplayableStream.class)));
                from("direct:call").to(IMAGE);
            }
        });

        upload(new OnceOnly(large), "logo.png");

        assertThat(gateway.requests())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(UploadedParts.of(request).file()).isEqualTo(large));
        assertThat(spooled)
                .singleElement()
                .satisfies(stream -> assertThatThrownBy(() -> stream.open().readAllBytes())
                        .hasMessageContaining("The file is gone"));
    }

    @Test
    void aLargeStreamOutlivesTheCopiesThatTheRouteMakes() throws Exception {
        byte[] large = new byte[3_000_000];
        Arrays.fill(large, (byte) 'z');
        gateway.then(BUSY);
        context.setStreamCaching(false);
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call")
                        .doTry()
                        .to(IMAGE)
                        .doCatch(WechatpayCallException.class)
                        .to("direct:again");
                from("direct:again")
                        .wireTap("direct:copy")
                        .executorService(new SynchronousExecutorService())
                        .to(IMAGE);
                from("direct:copy").log("${bodyType}");
            }
        });

        upload(new OnceOnly(large), "logo.png");

        assertThat(gateway.requests())
                .hasSize(2)
                .allSatisfy(
                        request -> assertThat(UploadedParts.of(request).file()).isEqualTo(large));
    }

    @Test
    void aStreamIsClosedWhenItWasRead() throws Exception {
        context.setStreamCaching(false);
        startCalling(IMAGE);
        AtomicBoolean closed = new AtomicBoolean();

        upload(
                new OnceOnly(PNG) {
                    @Override
                    public void close() {
                        closed.set(true);
                    }
                },
                "logo.png");

        assertThat(closed).isTrue();
    }
}
