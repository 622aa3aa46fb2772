package io.github.camelwechatpay.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayProducer;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URIs of a route that mean something else than they say: refused at start with the right form, or a warning. */
class UriMistakeTest extends RawGatewayTestSupport {

    private static final String ORDER = "v3/pay/transactions/out-trade-no/";

    static Stream<Arguments> expressions() {
        return Stream.of(
                arguments(ORDER + "${header.out_trade_no}", "out_trade_no"),
                arguments(ORDER + "${header.out_trade_no}/close", "out_trade_no"),
                arguments("/" + ORDER + "${headers.out_trade_no}/close", "out_trade_no"),
                arguments(ORDER + "${headers[out_trade_no]}/close", "out_trade_no"),
                arguments(ORDER + "${variable.out_trade_no}", "out_trade_no"),
                arguments(ORDER + "${exchangeProperty.number}", "number"),
                arguments(ORDER + "${header:out_trade_no}", "out_trade_no"),
                arguments(ORDER + "$simple{header.out_trade_no}", "out_trade_no"),
                arguments(ORDER + "${body}", "name"),
                arguments(ORDER + "${body[out_trade_no]}", "out_trade_no"),
                arguments(ORDER + "a-${header.last}", "last"),
                arguments("v3/refund/domestic/refunds/${body['out_refund_no']}", "out_refund_no"),
                arguments("v3.pay.transactions.${header.kind}", "kind"),
                arguments("${header.operation}", "operation"),
                arguments("invoke/${header.client}", "client"));
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void refusesAnExpressionInThePathOfAStaticUri(String operation, String placeholder) {
        assertThatThrownBy(() -> startCalling("wechatpay:" + operation))
                .rootCause()
                .hasMessage("wechatpay:" + (operation.startsWith("/") ? operation.substring(1) : operation)
                        + " holds an expression, which to() does not evaluate. Write the placeholder {" + placeholder
                        + "}, whose value is the variable or header " + placeholder + ", or use toD()");
    }

    @ParameterizedTest
    @CsvSource({
        "query.bill_date=${header.day},            query.bill_date",
        "query.bill_date=RAW(${header.day}),       query.bill_date",
        "query.bill_date=2026-${header.day},       query.bill_date",
        "query.bill_date=$simple{header.day},      query.bill_date",
        "merchant=${header.tenant},                merchant",
        "region=${header.region},                  region",
        "method=${header.method},                  method"
    })
    void refusesAnExpressionInAnOptionOfAStaticUri(String option, String name) {
        String query = name.startsWith("query.") ? ", or an entry of header CamelWechatpayQuery" : "";

        assertThatThrownBy(() -> startCalling("wechatpay:v3/bill/tradebill?" + option))
                .rootCause()
                .hasMessage("Option " + name + " holds an expression, which to() does not evaluate. Use toD()" + query);
    }

    @Test
    void refusesAnExpressionForTheAppidOfAClient() {
        assertThatThrownBy(() -> startCalling("wechatpay:invoke/jsapi?appid=${header.appid}"))
                .rootCause()
                .hasMessage("Option appid holds an expression, which to() does not evaluate. Use toD()");
    }

    @Test
    void refusesAPropertyThatIsNotSet() {
        assertThatThrownBy(() -> startCalling("wechatpay:" + ORDER + "{{no.such.property}}"))
                .rootCause()
                .hasMessageContaining("no.such.property");
    }

    @Test
    void evaluatesAnExpressionInToD() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").toD("wechatpay:v3/bill/tradebill?query.bill_date=${header.day}");
            }
        });

        succeed(e -> e.getMessage().setHeader("day", "2026-11-20"));

        assertThat(gateway.lastRequest().target()).isEqualTo("/v3/bill/tradebill?bill_date=2026-11-20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":out_trade_no",
                "*",
                "$out_trade_no",
                "(out_trade_no)",
                "@out_trade_no",
                "OUT_TRADE_NO",
                "out_trade_no",
                "outTradeNo",
                "_out_trade_no_"
            })
    void warnsOfASegmentThatLooksLikeAPlaceholder(String segment) throws Exception {
        assertThat(startWarnings(ORDER + segment))
                .singleElement()
                .asString()
                .contains("GET /" + ORDER + segment + " sends the segment " + segment + " as it is written: the catalog"
                        + " has placeholder {out_trade_no} there. Write {out_trade_no} to send the value of the variable"
                        + " or header of that name");
    }

    @Test
    void warnsOfEachSegmentThatLooksLikeAPlaceholder() throws Exception {
        assertThat(startWarnings("v3/transfer/batches/out-batch-no/:batch/details/out-detail-no/:detail"))
                .hasSize(2)
                .anyMatch(line -> line.contains("{out_batch_no}"))
                .anyMatch(line -> line.contains("{out_detail_no}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ORDER + "{out_trade_no}",
                ORDER + "{number}",
                ORDER + "{out_trade_no:encoded}",
                ORDER + "x-{out_trade_no}",
                ORDER + "1217752501201407033233368018",
                ORDER + "A-1._~",
                "v3/bill/tradebill",
                "v3.pay.transactions.outTradeNo._out_trade_no_"
            })
    void warnsOfNoOtherSegment(String operation) throws Exception {
        assertThat(startWarnings(operation)).isEmpty();
    }

    private List<String> startWarnings(String operation) throws Exception {
        try (NotifyLog log = NotifyLog.of(Level.WARN, WechatpayProducer.class.getName())) {
            startCalling("wechatpay:" + operation);
            return log.warnings();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<out_trade_no>", "[out_trade_no]", "%s", "#out_trade_no"})
    void refusesASegmentThatCannotBeSentAndPointsToPlaceholders(String segment) {
        assertThatThrownBy(() -> startCalling("wechatpay:" + ORDER + segment))
                .rootCause()
                .hasMessageContaining("placeholder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pay/unifiedorder | v3/pay/transactions/jsapi, v3/pay/transactions/native, v3/pay/transactions/app,"
                        + " v3/pay/transactions/h5",
                "/pay/orderquery | v3/pay/transactions/out-trade-no/{out_trade_no},"
                        + " v3/pay/transactions/id/{transaction_id}",
                "secapi/pay/refund | v3/refund/domestic/refunds",
                "mmpaymkttransfers/promotion/transfers | v3/fund-app/mch-transfer/transfer-bills",
                "v2/pay/closeorder | v3/pay/transactions/out-trade-no/{out_trade_no}/close",
                "sandboxnew/pay/micropay | v3/pay/transactions/codepay",
                "Pay/DownloadBill | v3/bill/tradebill",
                "pay.refundquery | v3/refund/domestic/refunds/{out_refund_no}",
                "unifiedorder | v3/pay/transactions/jsapi, v3/pay/transactions/native, v3/pay/transactions/app,"
                        + " v3/pay/transactions/h5",
                "https://api.mch.weixin.qq.com/secapi/pay/reverse | v3/pay/transactions/out-trade-no/{out_trade_no}"
                        + "/reverse",
                "api.mch.weixin.qq.com/pay/unifiedorder | v3/pay/transactions/jsapi, v3/pay/transactions/native,"
                        + " v3/pay/transactions/app, v3/pay/transactions/h5"
            })
    void saysThatAPathIsOfApiV2(String path, String nearest) {
        assertThatThrownBy(() -> startCalling("wechatpay:" + path))
                .rootCause()
                .hasMessageEndingWith(
                        " is neither an operation nor a consumer: it is a path of APIv2, and the component"
                                + " calls APIv3. The nearest operations are " + nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmpaymkttransfers/x", "tools/shorturl", "v2/x"})
    void saysThatAPathWithoutASuccessorIsOfApiV2(String path) {
        assertThatThrownBy(() -> startCalling("wechatpay:" + path))
                .rootCause()
                .hasMessageContaining("it is a path of APIv2, and the component calls APIv3. ");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.mch.weixin.qq.com/v3/pay/transactions/jsapi, v3/pay/transactions/jsapi",
        "http://127.0.0.1:8080/v3/certificates, v3/certificates",
        "//api.mch.weixin.qq.com/v3/certificates, v3/certificates",
        "api.mch.weixin.qq.com/v3/certificates, v3/certificates",
        "https://apihk.mch.weixin.qq.com/hk/v3/certificates, v3/certificates",
        "V3/pay/transactions/jsapi, v3/pay/transactions/jsapi",
        "hk/v3/certificates, v3/certificates",
        "V3.certificates, v3.certificates",
        "pay/transactions/jsapi, v3/pay/transactions/jsapi",
        "certificates, v3/certificates",
        "pay/transactions/out-trade-no/{out_trade_no}/close, v3/pay/transactions/out-trade-no/{out_trade_no}/close"
    })
    void showsTheRightFormOfAPathWithoutV3AtItsBeginning(String written, String right) {
        assertThatThrownBy(() -> startCalling("wechatpay:" + written))
                .rootCause()
                .hasMessageEndingWith(" is neither an operation nor a consumer: an operation begins with v3."
                        + " Write " + right + "; options region and baseUri choose the host");
    }

    @Test
    void saysSoInADynamicSend() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").toD("wechatpay:pay/${header.last}");
            }
        });

        Exchange exchange = call(e -> e.getMessage().setHeaders(Map.of("last", "unifiedorder")));

        assertThat(exchange.getException())
                .isInstanceOf(WechatpayCallException.class)
                .hasMessageContaining("it is a path of APIv2");
    }

    @ParameterizedTest
    @CsvSource({
        "v3/pay/closeorder, v3/pay/transactions/out-trade-no/{out_trade_no}/close",
        "v3/pay/unifiedorder, v3/pay/transactions/jsapi",
        "v3/secapi/pay/refund, v3/refund/domestic/refunds"
    })
    void namesTheOperationWhereV3IsWrittenBeforeAPathOfApiV2(String path, String nearest) {
        assertThatThrownBy(() -> startCalling("wechatpay:" + path))
                .rootCause()
                .hasMessageContaining("The catalog does not know " + path + " (near: " + nearest);
    }
}
