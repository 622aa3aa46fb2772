package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteExampleTest {

    private final Catalog catalog = Catalog.get();

    @TempDir
    Path folder;

    @Test
    void sendsTheRequiredFields() {
        assertThat(java("POST", "v3/ebike/charge/contracts/preopen")).isEqualTo("""
                        from("direct:pre-open-a-charging-contract")
                            .setBody(constant(\"""
                                {
                                  "appid": "wx1234567890abcdef",
                                  "trade_scene": "example",
                                  "openid": "oExample-0123456789_ABCDEFGH"
                                }\"""))
                            .to("wechatpay:v3/ebike/charge/contracts/preopen")
                            .log("${body[preopen_id]}");""");
    }

    @Test
    void setsPlaceholdersAndRequiredQueryParameters() {
        assertThat(java("GET", "v3/profitsharing/orders/{out_order_no}")).isEqualTo("""
                        from("direct:query-a-profit-sharing")
                            .setHeader("out_order_no", constant("20261121000001"))
                            .to("wechatpay:v3/profitsharing/orders/{out_order_no}?query.transaction_id=4200000000202611210000000001")
                            .log("${body[order_id]}");""");
    }

    /** The component encrypts fields of a Map; text is sent as it is. */
    @Test
    void makesAMapOfABodyWithEncryptedFields() {
        assertThat(java("POST", "v3/profitsharing/orders")).isEqualTo("""
                        from("direct:share-the-profit-of-a-payment")
                            .setBody(constant(\"""
                                {
                                  "transaction_id": "4200000000202611210000000001",
                                  "out_order_no": "20261121000001",
                                  "unfreeze_unsplit": true
                                }\"""))
                            .unmarshal().json()
                            .to("wechatpay:v3/profitsharing/orders")
                            .log("${body[order_id]}");""");
    }

    @Test
    void namesTheMethodWhereThePathHasSeveral() {
        assertThat(route("GET", "v3/apply4subject/applyment").uri())
                .isEqualTo("wechatpay:v3/apply4subject/applyment?method=GET");
    }

    @Test
    void leavesTheCallersMchidToTheComponent() {
        assertThat(java("GET", "v3/pay/transactions/out-trade-no/{out_trade_no}"))
                .doesNotContain("mchid");
    }

    /** What was to be encrypted has no place in a URI, which appears in logs. */
    @Test
    void setsEncryptedQueryParametersByAHeader() {
        RouteExample route = route("GET", "v3/realname/verify");

        assertThat(route.java()).isEqualTo("""
                        from("direct:verify-a-user-s-real-name")
                            .setHeader("CamelWechatpayQuery", constant(java.util.Map.of("encrypted_credential_id", "20261121000001", "encrypted_name", "Example name")))
                            .to("wechatpay:v3/realname/verify?query.credential_type=1&query.wxp_trade_no=20261121000001")
                            .log("${body[verify_result]}");""");
        assertThat(route.headers())
                .containsExactly(entry(
                        "CamelWechatpayQuery",
                        Map.of("encrypted_credential_id", "20261121000001", "encrypted_name", "Example name")));
    }

    @Test
    void putsNothingEncryptedIntoAUri() {
        List<Operation> encrypting = catalog.operations().stream()
                .filter(operation -> Field.isAnyEncrypted(operation.query()))
                .toList();

        assertThat(encrypting).hasSizeGreaterThan(8).allSatisfy(operation -> {
            String uri = RouteExample.of(catalog, operation).orElseThrow().uri();
            assertThat(operation.query())
                    .filteredOn(Field::encrypted)
                    .allSatisfy(field -> assertThat(uri).doesNotContain("query." + field.name()));
        });
    }

    @ParameterizedTest
    @CsvSource({"GET, v3/global/refunds", "POST, v3/global/refunds", "POST, v3/refund/domestic/refunds"})
    void namesAPaymentByItsOrderNumber(String method, String path) {
        assertThat(java(method, path)).contains("out_trade_no").doesNotContain("transaction_id");
    }

    @Test
    void takesAFileAsBytes() {
        RouteExample route = route("GET", "v3/billdownload/file");

        assertThat(route.uri()).isEqualTo("wechatpay:v3/billdownload/file?query.token=example&responseType=bytes");
        assertThat(route.java()).endsWith("\n    .log(\"${header.CamelWechatpayStatus}\");");
    }

    @Test
    void setsAnIdempotencyKeyWhereOneIsRequired() {
        assertThat(route("POST", "v3/marketing/partnerships/build").headers())
                .containsExactly(entry("CamelWechatpayIdempotencyKey", "example"));
    }

    @Test
    void uploadsAFile() {
        assertThat(java("POST", "v3/merchant/media/upload")).isEqualTo("""
                        from("direct:upload-an-image-or-document")
                            .setBody(constant(new java.io.File("example.jpg")))
                            .to("wechatpay:v3/merchant/media/upload")
                            .log("${body[media_id]}");""");
        assertThat(route("POST", "v3/merchant/media/upload").body()).isEmpty();
    }

    @Test
    void uploadsAFileWithWhatItsMetaNeeds() {
        assertThat(java("POST", "v3/taxi-invoice/cards/upload-file"))
                .contains("    .setBody(constant(java.util.Map.of(\"file\", new java.io.File(\"example.pdf\"),"
                        + " \"company_mchid\", \"1900000109\", \"region_id\", 1)))\n");
    }

    @Test
    void takesANotification() {
        RouteExample route = RouteExample.of(catalog.notification("PAPAY.SIGN").orElseThrow());

        assertThat(route.java()).isEqualTo("""
                        from("wechatpay:notify/papay?eventTypes=PAPAY.SIGN")
                            .log("${body[contract_id]}");""");
        assertThat(route.uri()).isEqualTo("wechatpay:notify/papay?eventTypes=PAPAY.SIGN");
        assertThat(route.headers()).isEmpty();
        assertThat(route.body()).isEmpty();
    }

    /** What the other route leaves in the body is the answer. */
    @Test
    void passesAQuestionOn() {
        RouteExample route = RouteExample.of(
                catalog.notification("ENTRUST.TERMINATE_RETENTION").orElseThrow());

        assertThat(route.java()).isEqualTo("""
                        from("wechatpay:notify/entrust?eventTypes=ENTRUST.TERMINATE_RETENTION&answer=body")
                            .to("direct:answer-entrust-terminate-retention");""");
        assertThat(route.uri())
                .isEqualTo("wechatpay:notify/entrust?eventTypes=ENTRUST.TERMINATE_RETENTION&answer=body");
    }

    @Test
    void sendsAllFieldsWhereNoneIsRequired() throws IOException {
        assertThat(made("body      a b:int c{d*}").body()).contains("""
                        {
                          "a": "example",
                          "b": 1,
                          "c": {
                            "d": "example"
                          }
                        }""");
    }

    @Test
    void protectsValuesThatCamelWouldRead() throws IOException {
        assertThat(made("query     at_time* kind*(A%2B) name* plain*").uri())
                .isEqualTo("wechatpay:v3/x?query.at_time=RAW(2026-11-21T12:00:00+08:00)&query.kind=RAW(A%2B)"
                        + "&query.name=RAW(Example name)&query.plain=example");
    }

    @Test
    void escapesWhatJavaWouldRead() throws IOException {
        RouteExample route = made("query     part~*{id*(A\\B)}\n  body      text~*{a*(\"\"\")}");

        assertThat(route.uri()).isEqualTo("wechatpay:v3/x?query.part=RAW({\"id\":\"A\\\\B\"})");
        assertThat(route.body()).contains("{\n  \"text\": \"{\\\"a\\\":\\\"\\\\\\\"\\\\\\\"\\\\\\\"\\\"}\"\n}");
        assertThat(route.java())
                .contains(".to(\"wechatpay:v3/x?query.part=RAW({\\\"id\\\":\\\"A\\\\\\\\B\\\"})\")")
                .contains("\"text\": \"{\\\\\"a\\\\\":\\\\\"\\\\\\\\\\\\\"\\\\\\\\\\\\\"\\\\\\\\\\\\\"\\\\\"}\"\n");
    }

    @Test
    void logsNoPersonAndNothingThatWasEncrypted() throws IOException {
        assertThat(made("answer    openid sub_mchid name contract_id^ card_no detail{id} items[]{id} state")
                        .java())
                .endsWith(".log(\"${body[state]}\");");
        assertThat(made("answer    openid name contract_id^ detail{id} phone_number access_token")
                        .java())
                .endsWith(".log(\"${header.CamelWechatpayStatus}\");");
    }

    @Test
    void logsNoPersonAnywhereInTheCatalog() {
        Stream<Logged> calls = catalog.operations().stream()
                .flatMap(operation ->
                        RouteExample.of(catalog, operation)
                                .map(route -> new Logged(route.java(), operation.answer()))
                                .stream());
        Stream<Logged> events = catalog.notifications().stream()
                .map(event -> new Logged(RouteExample.of(event).java(), event.fields()));
        List<Field> logged = Stream.concat(calls, events)
                .flatMap(log -> log.field().stream())
                .toList();

        assertThat(logged).hasSizeGreaterThan(600).allSatisfy(field -> {
            assertThat(field.encrypted() || field.array() || field.type() == Field.Type.OBJECT)
                    .as(field.name())
                    .isFalse();
            assertThat(field.name())
                    .doesNotMatch(
                            ".*(openid|unionid|user_id|name|token|phone|mobile|email|address|number|account|code|url"
                                    + "|card_no|card_id|info|appid|mchid)");
        });
    }

    @Test
    void saysWhyThereIsNoRoute() {
        assertThat(RouteExample.of(catalog, operation("GET", "v3/transferdownload/elecvoucherfile")))
                .isEmpty();
        assertThat(RouteExample.obstacle(operation("GET", "v3/transferdownload/elecvoucherfile")))
                .contains("No route: its address, query included, comes from an earlier answer.");
    }

    @Test
    void hasARouteForAllOthers() {
        List<RouteExample> routes = catalog.operations().stream()
                .map(operation -> RouteExample.of(catalog, operation))
                .flatMap(Optional::stream)
                .toList();

        assertThat(catalog.operations().size() - routes.size()).isEqualTo(2);
        assertThat(Stream.concat(
                                routes.stream(),
                                catalog.notifications().stream().map(RouteExample::of))
                        .map(route -> route.java().lines().findFirst().orElseThrow()))
                .doesNotHaveDuplicates();
        // RAW ends at the first ")" before "&"; {{ is a property to Camel
        assertThat(routes)
                .allSatisfy(route -> assertThat(route.uri())
                        .doesNotContain("{{")
                        .matches("wechatpay:v3/[^?]+(\\?([^=&]+=(RAW\\([^()]*\\)|[^()+%& ]*)(&|$))*)?"));
        assertThat(routes).allSatisfy(route -> assertThat(route.java()).doesNotContain("{{"));
    }

    /** The fields of a body, and a route that may log one of them. */
    private record Logged(String java, List<Field> fields) {

        private static final Pattern FIELD = Pattern.compile("\\.log\\(\"\\$\\{body\\[(.+)]}\"\\);");

        Optional<Field> field() {
            Matcher log = FIELD.matcher(java);
            return log.find()
                    ? fields.stream()
                            .filter(field -> field.name().equals(log.group(1)))
                            .findFirst()
                    : Optional.empty();
        }
    }

    private String java(String method, String path) {
        return route(method, path).java();
    }

    private RouteExample route(String method, String path) {
        return RouteExample.of(catalog, operation(method, path)).orElseThrow();
    }

    private Operation operation(String method, String path) {
        return catalog.find(method, path).orElseThrow();
    }

    private RouteExample made(String properties) throws IOException {
        Catalog made = SampleCatalog.of(folder, "POST v3/x  Make an x\n  " + properties + "\n");
        return RouteExample.of(made, made.operations().get(0)).orElseThrow();
    }
}
