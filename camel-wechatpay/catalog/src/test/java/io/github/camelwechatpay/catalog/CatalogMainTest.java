package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v3/ebike/charge/contracts/preopen",
                "/v3/ebike/charge/contracts/preopen",
                "POST v3/ebike/charge/contracts/preopen",
                "https://api.mch.weixin.qq.com/v3/ebike/charge/contracts/preopen?a=b",
                "/hk/v3/ebike/charge/contracts/preopen",
                "v3.ebike.charge.contracts.preopen",
                "PreOpen charging",
            })
    void printsTheFactsAndARoute(String what) {
        assertThat(run(what)).isZero();
        assertThat(text(out)).isEqualTo("""
                        POST v3/ebike/charge/contracts/preopen
                        Pre-open a charging contract

                        base URIs
                          https://api.mch.weixin.qq.com/

                        notes
                          Deprecated: WeChat Pay has switched it off

                        body
                          sub_mchid    string
                          appid        string, required
                          sub_appid    string
                          trade_scene  string, required
                          openid       string, required

                        answer
                          preopen_id  string

                        official pages
                          https://pay.weixin.qq.com/wiki/doc/apiv3/wxpay/vehicle/ebike/chapter3_3.shtml

                        route
                          from("direct:pre-open-a-charging-contract")
                              .setBody(constant(\"""
                                  {
                                    "appid": "wx1234567890abcdef",
                                    "trade_scene": "example",
                                    "openid": "oExample-0123456789_ABCDEFGH"
                                  }\"""))
                              .to("wechatpay:v3/ebike/charge/contracts/preopen")
                              .log("${body[preopen_id]}");
                        """);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void printsEveryKindOfFact(@TempDir Path folder) throws IOException {
        Catalog made = SampleCatalog.of(folder, """
                PUT v3/x/{id}/  Change an x
                  base      cn hk
                  path      id:int
                  header    Idempotency-Key
                  query     kind*(A B)
                  body      goods[]*{names[]^ price:num*} meta~{*}
                  answer    204
                  flags     unsigned
                  instead   v3/x/y

                GET v3/x/y  Get an x
                  answer    a:bool
                  produces  text/plain application/x-gzip
                  signed    Digest
                  flags     download
                """);

        CatalogMain.run(made, "v3/x/{id}/", stream(out), stream(err));
        CatalogMain.run(made, "v3/x/y", stream(out), stream(err));

        assertThat(text(out)).startsWith("""
                        PUT v3/x/{id}/
                        Change an x

                        base URIs
                          https://api.mch.weixin.qq.com/
                          https://apihk.mch.weixin.qq.com/

                        notes
                          The answer is not signed
                          Some fields are encrypted for WeChat Pay
                          Superseded by v3/x/y

                        path
                          id  integer, required

                        query
                          kind  string, required: A | B

                        headers
                          Idempotency-Key  string

                        body
                          goods    object[], required
                            names  string[], encrypted
                            price  number, required
                          meta     string of JSON text
                            *      string

                        answer
                          Empty, status 204

                        route
                        """).contains("""
                        notes
                          The answer is signed over its header Digest

                        answer
                          A file: text/plain, application/x-gzip

                        route
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parking_fee.query_trans_info", "EVENT PARKING_FEE.QUERY_TRANS_INFO"})
    void printsTheFactsOfAnEvent(String what) {
        assertThat(run(what)).isZero();
        assertThat(text(out)).isEqualTo("""
                        EVENT PARKING_FEE.QUERY_TRANS_INFO
                        A question about the fee of a parked car

                        notes
                          A question: the body that the route leaves is the answer, due within 3 s
                          original_type parking_fee
                          Encrypted with AEAD_AES_256_GCM

                        resource
                          out_serial_number  string
                          plate_number       string
                          out_parking_id     string

                        official pages
                          https://pay.weixin.qq.com/doc/v3/partner/4024070065

                        route
                          from("wechatpay:notify/parking-fee?eventTypes=PARKING_FEE.QUERY_TRANS_INFO&answer=body")
                              .to("direct:answer-parking-fee-query-trans-info");
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CROSS_BORDER_PAY.GET_MCH_INFO", "CROSS_BORDER_PAY.PUSH_ORDER_INFO"})
    void saysWhichAnswersMustBeSigned(String what) {
        assertThat(run(what)).isZero();
        assertThat(text(out)).contains("\n  The answer must be signed, in a way not documented publicly: set option");
    }

    @Test
    void printsAllMethodsOfAPath() {
        assertThat(run("v3/apply4subject/applyment")).isZero();
        assertThat(text(out))
                .startsWith("GET v3/apply4subject/applyment\n")
                .contains("\n\nPOST v3/apply4subject/applyment\n");
    }

    @Test
    void listsSeveralHits() {
        assertThat(run("preopen")).isZero();
        assertThat(text(out)).isEqualTo("""
                        POST v3/ebike/charge/contracts/preopen  Pre-open a charging contract
                        POST v3/vehicle/etc/preopen  Pre-open an ETC contract

                        2 found: name one for its facts
                        """);
    }

    @Test
    void saysWhyThereIsNoRoute() {
        assertThat(run("v3/transferdownload/elecvoucherfile")).isZero();
        assertThat(text(out))
                .endsWith("\nroute\n  No route: its address, query included, comes from an earlier answer.\n");
    }

    @Test
    void showsAnUpload() {
        assertThat(run("v3/merchant/media/upload")).isZero();
        assertThat(text(out))
                .contains("body (multipart/form-data)\n")
                .contains("  The file may be jpg up to 5MB, bmp up to 5MB, png up to 5MB, pdf up to 7.5MB\n")
                .endsWith("    .to(\"wechatpay:v3/merchant/media/upload\")\n      .log(\"${body[media_id]}\");\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v3/ebike/charge/contract/preopen",
                "v3.ebike.charge.contracts.preopn",
                "preopn charging",
                "charging preoppen"
            })
    void namesTheNearestWhenNothingIsFound(String what) {
        assertThat(run(what)).isEqualTo(1);
        assertThat(text(out)).isEmpty();
        assertThat(text(err))
                .startsWith("The catalog has nothing called " + what + ". Near are:\n  ")
                .contains("v3/ebike/charge/contracts/preopen");
    }

    @Test
    void namesTheNearestEvent() {
        assertThat(run("PAPAY.SIGNN")).isEqualTo(1);
        assertThat(text(err)).contains("Near are:\n  PAPAY.SIGN\n");
    }

    @Test
    void doesNotPretendThatSomethingIsNear() {
        assertThat(run("xyzzyq\u001b[2J")).isEqualTo(1);
        assertThat(text(err)).isEqualTo("The catalog has nothing called xyzzyq?[2J\n");
    }

    @Test
    void explainsItselfWhenNothingIsAsked() {
        assertThat(run("")).isEqualTo(2);
        assertThat(text(err)).startsWith("Usage: java -jar wechatpay-catalog.jar WHAT\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help"})
    void explainsItselfWhenAsked(String what) {
        assertThat(run(what)).isZero();
        assertThat(text(out)).startsWith("Usage: java -jar wechatpay-catalog.jar WHAT\n");
        assertThat(text(err)).isEmpty();
    }

    /** Every word of it is compared with all words of the catalog. */
    @Test
    void comparesNothingThatIsLongerThanAnyName() {
        String mistyped = "preopn charging";
        assertThat(Search.nearest(Catalog.get(), mistyped, 1)).isNotEmpty();
        assertThat(Search.nearest(Catalog.get(), (mistyped + " ").repeat(30), 1))
                .isEmpty();
    }

    @Test
    void repeatsNoMoreThanTheBeginningOfALongWord() {
        assertThat(run("x".repeat(130_000))).isEqualTo(1);
        assertThat(text(err)).isEqualTo("The catalog has nothing called " + "x".repeat(200) + "...\n");
    }

    @Test
    void printsWhatItsPageShows() throws IOException {
        String page = Files.readString(Path.of("../../src/site/markdown/catalog.md"));
        Matcher command = Pattern.compile("\njava -jar \\S+/wechatpay-catalog-\\S+\\.jar (.+)\n")
                .matcher(page);

        assertThat(command.find()).isTrue();
        assertThat(run(command.group(1))).isZero();
        assertThat(page).contains("\n```\n" + text(out) + "```\n");
    }

    private int run(String what) {
        return CatalogMain.run(Catalog.get(), what, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
