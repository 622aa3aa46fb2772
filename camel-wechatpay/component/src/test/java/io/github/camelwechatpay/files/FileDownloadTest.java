package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.bouncycastle.jcajce.provider.digest.SM3;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that an answer names is fetched in the same call, and handed on when it is the announced one. */
class FileDownloadTest extends RawGatewayTestSupport {

    private static final String TARGET = "/v3/billdownload/file?token=6XIv-5%2Bx%2f+a~b==&tartype=gzip";
    private static final String TRADE_BILL = "wechatpay:v3/bill/tradebill?query.bill_date=2019-04-01&responseType=";
    private static final byte[] BILL = "\uFEFFTime,Amount\r\n`2019-04-01 12:00:00,`1.00\r\nTotal\r\n`1\r\n"
            .repeat(10_000)
            .getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @BeforeEach
    void spoolIntoTheDirectory() {
        configuration.setSpoolDirectory(directory.toString());
    }

    private RawGatewayAnswer link(String type, byte[] digest) {
        return RawGatewayAnswer.signed(
                200,
                "{\"hash_type\":\"%s\",\"hash_value\":\"%s\",\"download_url\":\"%s\"}"
                        .formatted(type, HexFormat.of().formatHex(digest), gateway.baseUri() + TARGET));
    }

    private RawGatewayAnswer link() throws Exception {
        return link("SHA1", MessageDigest.getInstance("SHA-1").digest(BILL));
    }

    private static RawGatewayAnswer file(byte[] content) {
        return RawGatewayAnswer.with(200, "text/plain", content, Map.of());
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private byte[] download(RawGatewayAnswer link, byte[] content) throws Exception {
        gateway.then(link, file(content));
        startCalling(TRADE_BILL + "stream");
        return succeed(e -> {}).getMessage().getBody(byte[].class);
    }

    private WechatpayCallException refuse(String responseType) throws Exception {
        startCalling(TRADE_BILL + responseType);
        return fail(null);
    }

    @Test
    void fetchesWhatTheAnswerNamesByteByByteWithASignatureOfItsOwn() throws Exception {
        assertThat(download(link(), BILL)).isEqualTo(BILL);

        assertThat(gateway.requests()).hasSize(2);
        RawGatewayRequest request = gateway.lastRequest();
        assertThat(request.line()).isEqualTo("GET " + TARGET + " HTTP/1.1");
        assertThat(request.authorization("nonce_str"))
                .isNotEqualTo(gateway.requests().get(0).authorization("nonce_str"));
        assertThat(request.header("Wechatpay-Serial")).isEqualTo(RawGatewayKeys.PUBLIC_KEY_ID);
        assertThat(request.header("Accept-Encoding")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/wechat", "/wechat/"})
    void sendsThePrefixOfTheReverseProxyToo(String gatewayPath) throws Exception {
        configuration.setGatewayPath(gatewayPath);

        download(link(), BILL);

        assertThat(gateway.lastRequest().target()).isEqualTo("/wechat" + TARGET);
    }

    /** As a process leaves them that was killed half-way. */
    @Test
    void removesItsOwnOldPartsAtStartAndNothingElse() throws Exception {
        Instant old = Instant.now().minus(Duration.ofMinutes(11));
        Path outside = write("outside/wechatpay-1.part", old);
        write("wechatpay-1234567890.part", old);
        write("wechatpay-18446744073709551615.part", old);
        List<Path> kept = List.of(
                write("wechatpay-2.part", Instant.now().minus(Duration.ofMinutes(9))),
                write("wechatpay-3.part", Instant.now().plus(Duration.ofDays(1))),
                write("wechatpay-4", old),
                write("wechatpay-5.tmp", old),
                write("wechatpay-.part", old),
                write("wechatpay-x6.part", old),
                write("my-wechatpay-7.part", old),
                write("wechatpay-8.part.bak", old),
                write("WECHATPAY-9.part", old),
                write("wechatpay-10.part/in.part", old).getParent(),
                Files.createSymbolicLink(directory.resolve("wechatpay-11.part"), outside),
                outside.getParent());

        startCalling(TRADE_BILL + "file");

        assertThat(directory.toFile().listFiles()).extracting(File::toPath).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(outside).exists();
    }

    @Test
    void startsWithoutItsDirectory() throws Exception {
        configuration.setSpoolDirectory(directory.resolve("none").toString());

        startCalling(TRADE_BILL + "file");

        assertThat(directory).isEmptyDirectory();
    }

    private Path write(String name, Instant modified) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "half of it");
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    @Test
    void setsTheHeadersOfTheVerifiedAnswer() throws Exception {
        gateway.then(link(), file(BILL));
        startCalling(TRADE_BILL + "stream");

        Exchange exchange = succeed(e -> {});

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(WechatpayConstants.STATUS, 200)
                .containsEntry(WechatpayConstants.SERIAL, RawGatewayKeys.PUBLIC_KEY_ID);
        exchange.getMessage().getBody(InputStream.class).close();
    }

    @Test
    void decompressesAndComparesTheDigestOfThePlainFile() throws Exception {
        assertThat(download(link(), gzip(BILL))).isEqualTo(BILL);
    }

    @Test
    void takesAnEmptyFile() throws Exception {
        assertThat(download(link("SHA1", MessageDigest.getInstance("SHA-1").digest()), new byte[0]))
                .isEmpty();
    }

    @Test
    void knowsTheDigestsOfReceipts() throws Exception {
        assertThat(download(link("SHA256", MessageDigest.getInstance("SHA-256").digest(BILL)), BILL))
                .isEqualTo(BILL);
    }

    @Test
    void knowsTheDigestOfTheChineseStandard() throws Exception {
        assertThat(download(link("SM3", new SM3.Digest().digest(BILL)), BILL)).isEqualTo(BILL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file"})
    void refusesAFileWithOneWrongByte(String responseType) throws Exception {
        byte[] changed = BILL.clone();
        changed[BILL.length - 3] ^= 1;
        gateway.then(link(), file(changed));

        WechatpayCallException failure = refuse(responseType);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("hash_value").hasMessageContaining("GET /v3/billdownload/file");
        assertThat(failure.getMessage()).doesNotContain("token");
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({"MD5,hash_type", "'',hash_type", "SHA256,hash_value"})
    void refusesAnotherDigest(String type, String named) throws Exception {
        gateway.then(link(type, MessageDigest.getInstance("SHA-1").digest(BILL)), file(BILL));

        assertThat(refuse("stream")).hasMessageContaining(named);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesAFileWithoutADigest() throws Exception {
        gateway.then(
                RawGatewayAnswer.signed(
                        200, "{\"hash_type\":\"SHA1\",\"download_url\":\"%s\"}".formatted(gateway.baseUri() + TARGET)),
                file(BILL));

        assertThat(refuse("stream").getOutcome()).isEqualTo(Outcome.UNVERIFIED);
    }

    @Test
    void sendsNothingToAnotherHost() throws Exception {
        try (RawGateway other = new RawGateway()) {
            gateway.then(RawGatewayAnswer.signed(
                    200,
                    "{\"hash_type\":\"SHA1\",\"hash_value\":\"00\",\"download_url\":\"%s/v3/f\"}"
                            .formatted(other.baseUri())));

            WechatpayCallException failure = refuse("stream");

            assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
            assertThat(failure).hasMessageContaining("download_url is refused");
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (RawGateway other = new RawGateway()) {
            gateway.then(
                    link(), RawGatewayAnswer.unsigned(302, "text/html", "").and("Location", other.baseUri() + "/v3/f"));

            WechatpayCallException failure = refuse("stream");

            assertThat(failure.getStatusCode()).isEqualTo(302);
            assertThat(failure)
                    .hasMessageContaining("the file is answered 302 without an API code. It redirects to 127.0.0.1");
            assertThat(other.connections()).isZero();
        }
    }

    @Test
    void followsNothingThatIsNotVerified() throws Exception {
        gateway.then(link().without("Wechatpay-Signature"));

        assertThat(refuse("stream").getOutcome()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(gateway.requests()).hasSize(1);
    }

    @Test
    void saysWhatWasAnsweredInsteadOfTheFile() throws Exception {
        gateway.then(
                link(),
                RawGatewayAnswer.unsigned(400, "application/json", "{\"code\":\"PARAM_ERROR\",\"message\":\"token\"}"));

        WechatpayCallException failure = refuse("stream");

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(failure).hasMessageContaining("the file is answered 400 PARAM_ERROR");
    }

    @Test
    void saysThatThereIsNoFileYet() throws Exception {
        gateway.then(RawGatewayAnswer.signed(200, "{\"signature_status\":\"ACCEPTED\"}"));

        WechatpayCallException failure = refuse("stream");

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("download_url").hasMessageContaining("responseType=map");
    }

    @Test
    void fetchesBothAgainForARedelivery() throws Exception {
        byte[] changed = BILL.clone();
        changed[0] ^= 1;
        gateway.then(link(), file(changed), link(), file(BILL));
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
                from("direct:call").to(TRADE_BILL + "stream");
            }
        });

        assertThat(succeed(e -> {}).getMessage().getBody(byte[].class)).isEqualTo(BILL);
        assertThat(gateway.requests()).hasSize(4);
    }

    @Test
    void refusesAFileAboveTheLimitBeforeItHasComeWhole() throws Exception {
        configuration.setMaxFileSize(100_000);
        gateway.then(link(), (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(BILL);
            }
        });

        assertThat(refuse("file")).hasMessageContaining("maxFileSize");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesACompressedFileThatBecomesTooLarge() throws Exception {
        configuration.setMaxFileSize(1_000_000);
        gateway.then(link(), file(gzip(new byte[20_000_000])));

        assertThat(refuse("stream")).hasMessageContaining("maxFileSize");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void refusesACompressedFileThatEndsEarly() throws Exception {
        byte[] whole = gzip(BILL);
        gateway.then(link(), file(Arrays.copyOf(whole, whole.length - 20)));

        assertThat(refuse("stream")).hasMessageContaining("compressed");
    }

    @Test
    void refusesAFileThatEndsEarly() throws Exception {
        gateway.then(link(), (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.write(BILL);
            out.close();
        });

        assertThat(refuse("file").getOutcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void endsATransferThatStandsStill() throws Exception {
        configuration.setResponseTimeout(300);
        gateway.then(link(), stalled());

        assertThat(refuse("stream")).hasMessageContaining("responseTimeout");
    }

    @Test
    void endsATransferThatTakesTooLong() throws Exception {
        configuration.setDownloadTimeout(300);
        gateway.then(link(), stalled());

        assertThat(refuse("stream")).hasMessageContaining("downloadTimeout");
    }

    @Test
    void letsATransferTakeLongerThanTheCall() throws Exception {
        configuration.setCallTimeout(500);
        gateway.then(link(), (request, out) -> {
            out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + BILL.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(BILL, 0, 1);
            out.flush();
            Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            out.write(BILL, 1, BILL.length - 1);
        });
        startCalling(TRADE_BILL + "stream");

        assertThat(succeed(e -> {}).getMessage().getBody(byte[].class)).isEqualTo(BILL);
    }

    private RawGateway.Answer stalled() {
        return (request, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nbegin".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            gateway.silence().write(request, out);
        };
    }

    @Test
    void leavesTheFileToTheReceiver() throws Exception {
        gateway.then(link(), file(gzip(BILL)));
        startCalling(TRADE_BILL + "file");

        File file = succeed(e -> {}).getMessage().getBody(File.class);

        assertThat(file).hasBinaryContent(BILL);
        assertThat(directory.toFile().listFiles()).containsExactly(file);
        PosixFileAttributeView posix = Files.getFileAttributeView(file.toPath(), PosixFileAttributeView.class);
        if (posix != null) {
            assertThat(PosixFilePermissions.toString(posix.readAttributes().permissions()))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void saysThatNoFileCanBeWritten() throws Exception {
        Path occupied = Files.createFile(directory.resolve("occupied"));
        configuration.setSpoolDirectory(occupied.toString());
        startCalling("wechatpay:v3/billdownload/file?query.token=x&responseType=file");

        WechatpayCallException failure = fail(null);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContaining("spoolDirectory");
        assertThat(gateway.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file"})
    void saysThatNoFileOfAnAnswerCanBeWritten(String responseType) throws Exception {
        Path occupied = Files.createFile(directory.resolve("occupied"));
        configuration.setSpoolDirectory(occupied.toString());
        gateway.then(link(), file(BILL));

        WechatpayCallException failure = refuse(responseType);

        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure).hasMessageContaining("option spoolDirectory");
        assertThat(directory.toFile().listFiles()).containsExactly(occupied.toFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file", "bytes"})
    void takesAFileWithoutAnAnnouncementAsItCame(String responseType) throws Exception {
        byte[] compressed = gzip(BILL);
        gateway.then(file(compressed));
        startCalling("wechatpay:v3/billdownload/file?query.token=x&responseType=" + responseType);

        assertThat(succeed(e -> {}).getMessage().getBody(byte[].class)).isEqualTo(compressed);
    }

    @Test
    void namesTheOptionForAFileThatIsNoJson() throws Exception {
        gateway.then(file(BILL));
        startCalling("wechatpay:v3/billdownload/file?query.token=x");

        assertThat(fail(null)).hasMessageContaining("responseType=stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file"})
    void takesAVerifiedAnswerThatNamesNoFile(String responseType) throws Exception {
        gateway.then(RawGatewayAnswer.signed(200, "{\"trade_state\":\"SUCCESS\"}"));
        startCalling("wechatpay:v3/pay/transactions/out-trade-no/1?responseType=" + responseType);

        assertThat(succeed(e -> {}).getMessage().getBody(String.class)).isEqualTo("{\"trade_state\":\"SUCCESS\"}");
    }

    @Test
    void takesAFileThatIsSignedItself() throws Exception {
        gateway.otherwise(RawGatewayAnswer.with(200, "image/png", BILL, RawGatewayKeys.sign(BILL)));
        startCalling("wechatpay:v3/global/merchant-service/images/m?query.complaint_id=1&responseType=stream");
        assertThat(succeed(e -> {}).getMessage().getBody(byte[].class)).isEqualTo(BILL);

        byte[] changed = BILL.clone();
        changed[100_000] ^= 1;
        gateway.otherwise(RawGatewayAnswer.with(200, "image/png", changed, RawGatewayKeys.sign(BILL)));
        assertThat(fail(null).getOutcome()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file"})
    void takesAStatementWhoseDigestIsSigned(String responseType) throws Exception {
        String sha1 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(BILL));
        Map<String, String> signature =
                RawGatewayKeys.sign(("{\"sha1\":\"" + sha1 + "\"}").getBytes(StandardCharsets.US_ASCII));
        gateway.otherwise(RawGatewayAnswer.with(200, "text/csv", BILL, signature));
        startCalling("wechatpay:v3/global/statements?query.date=20190401&responseType=" + responseType);

        Exchange exchange = succeed(e -> {});

        assertThat(exchange.getMessage().getBody(byte[].class)).isEqualTo(BILL);
        assertThat(exchange.getMessage().getHeader(WechatpayConstants.SERIAL)).isEqualTo(RawGatewayKeys.PUBLIC_KEY_ID);

        byte[] changed = BILL.clone();
        changed[20] ^= 1;
        gateway.otherwise(RawGatewayAnswer.with(200, "text/csv", changed, signature));
        assertThat(fail(null).getOutcome()).isEqualTo(Outcome.UNVERIFIED);
    }

    @Test
    void namesTheOptionForEncryptedBills() {
        assertThat(catchThrowable(
                        () -> startCalling("wechatpay:v3/bill/sub-merchant-fundflowbill?responseType=stream")))
                .rootCause()
                .hasMessageContaining("billDecryptor")
                .hasMessageContaining("Downloads and bills");
    }
}
