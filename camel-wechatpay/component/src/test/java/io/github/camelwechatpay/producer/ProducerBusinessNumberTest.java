package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A verified response must be about the order, refund, contract or transfer of its request. */
class ProducerBusinessNumberTest extends RawGatewayTestSupport {

    private static final String ORDER = "wechatpay:v3/pay/transactions/out-trade-no/{out_trade_no}";
    private static final String REFUND = "wechatpay:v3/refund/domestic/refunds";
    private static final String BATCH = "wechatpay:v3/transfer/batches/out-batch-no/{out_batch_no}";
    private static final String COMBINED = "wechatpay:v3/ecommerce/combine-papay/transactions";
    private static final String SHARING = "wechatpay:v3/profitsharing/orders/{out_order_no}?query.transaction_id=T1";

    /** A refund order of the request, from which the response may differ in one number. */
    private static final Map<String, Object> REFUND_BODY = Map.of("out_refund_no", "R1", "transaction_id", "T1");

    private static final Map<String, Object> SUB_ORDERS =
            Map.of("sub_orders", List.of(Map.of("out_trade_no", "A"), Map.of("out_trade_no", "B")));

    static Stream<Arguments> others() {
        return Stream.of(
                arguments("path", ORDER, null, "{\"out_trade_no\":\"PAID1\"}", "/out_trade_no"),
                arguments("path, letter case", ORDER, null, "{\"out_trade_no\":\"open2\"}", "/out_trade_no"),
                arguments(
                        "literal path",
                        "wechatpay:v3/pay/transactions/out-trade-no/OPEN2",
                        null,
                        "{\"out_trade_no\":\"PAID1\"}",
                        "/out_trade_no"),
                arguments(
                        "chain",
                        "wechatpay:v3.pay.transactions.outTradeNo._out_trade_no_",
                        null,
                        "{\"out_trade_no\":\"PAID1\"}",
                        "/out_trade_no"),
                arguments(
                        "number of WeChat Pay",
                        "wechatpay:v3/pay/transactions/id/{transaction_id}",
                        null,
                        "{\"transaction_id\":\"T2\",\"out_trade_no\":\"OPEN2\"}",
                        "/transaction_id"),
                arguments(
                        "query",
                        SHARING,
                        null,
                        "{\"out_order_no\":\"OPEN2\",\"transaction_id\":\"T2\"}",
                        "/transaction_id"),
                arguments(
                        "body",
                        REFUND,
                        REFUND_BODY,
                        "{\"out_refund_no\":\"R2\",\"transaction_id\":\"T1\"}",
                        "/out_refund_no"),
                arguments(
                        "text body",
                        REFUND,
                        "{\"out_refund_no\":\"R1\"}",
                        "{\"refund_id\":\"5\",\"out_refund_no\":\"R2\"}",
                        "/out_refund_no"),
                arguments("body, other number", REFUND, REFUND_BODY, "{\"transaction_id\":\"T2\"}", "/transaction_id"),
                arguments(
                        "object of the response",
                        BATCH,
                        null,
                        "{\"transfer_batch\":{\"out_batch_no\":\"OTHER\"}}",
                        "/transfer_batch/out_batch_no"),
                arguments(
                        "items of both bodies",
                        COMBINED,
                        SUB_ORDERS,
                        "{\"sub_orders\":[{\"out_trade_no\":\"A\"},{\"out_trade_no\":\"C\"}]}",
                        "/sub_orders/*/out_trade_no"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void rejectsAResponseAboutAnotherNumber(String name, String uri, Object body, String response, String field)
            throws Exception {
        gateway.otherwise(RawGatewayAnswer.signed(200, response));
        startCalling(uri);

        WechatpayCallException failure = failed(body);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.UNVERIFIED);
        assertThat(failure.getStatusCode()).isEqualTo(200);
        assertThat(failure)
                .hasMessageContaining("field " + field + " of the response is not the number of the request")
                .hasMessageNotContaining("PAID1");
        assertThat(failure.isQueryFirst()).isEqualTo(body != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "text", "bytes", "stream", "java.util.HashMap"})
    void rejectsItWhateverTheRouteWantsOfTheResponse(String responseType) throws Exception {
        gateway.otherwise(RawGatewayAnswer.signed(200, "{\"out_trade_no\":\"PAID1\"}"));
        startCalling(ORDER + "?responseType=" + responseType);

        assertThat(failed(null).getOutcome()).isEqualTo(Outcome.UNVERIFIED);
    }

    @Test
    void rejectsItWithADynamicUri() throws Exception {
        gateway.otherwise(RawGatewayAnswer.signed(200, "{\"out_trade_no\":\"PAID1\"}"));
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").toD("wechatpay:v3/pay/transactions/out-trade-no/${header.out_trade_no}");
            }
        });

        assertThat(failed(null).getOutcome()).isEqualTo(Outcome.UNVERIFIED);
    }

    @Test
    void rejectsItAtAnAddressWithAPathOfItsOwn() throws Exception {
        configuration.setBaseUri(gateway.baseUri() + "/hk/");
        gateway.otherwise(RawGatewayAnswer.signed(200, "{\"out_trade_no\":\"PAID1\"}"));
        startCalling(ORDER);

        assertThat(failed(null).getOutcome()).isEqualTo(Outcome.UNVERIFIED);
    }

    static Stream<Arguments> equals() {
        return Stream.of(
                arguments("same", ORDER, null, "{\"out_trade_no\":\"OPEN2\"}"),
                arguments("left out", ORDER, null, "{\"trade_state\":\"NOTPAY\"}"),
                arguments("null", ORDER, null, "{\"out_trade_no\":null}"),
                arguments("empty", ORDER, null, "{\"out_trade_no\":\"\"}"),
                arguments("number that the request has not", ORDER, null, "{\"transaction_id\":\"T9\"}"),
                arguments(
                        "same name inside another object",
                        ORDER,
                        null,
                        "{\"out_trade_no\":\"OPEN2\",\"promotion_detail\":[{\"out_trade_no\":\"X\"}]}"),
                arguments("no object", ORDER, null, "[]"),
                arguments("merchant", REFUND, Map.of("sub_mchid", "1900000109"), "{\"sub_mchid\":\"1230000109\"}"),
                arguments("number for text", REFUND, Map.of("out_refund_no", 10), "{\"out_refund_no\":\"10\"}"),
                arguments("text for number", REFUND, Map.of("out_refund_no", "10"), "{\"out_refund_no\":10}"),
                arguments("empty in the request", REFUND, Map.of("transaction_id", ""), "{\"transaction_id\":\"T1\"}"),
                arguments("request without body", REFUND, null, "{\"out_refund_no\":\"R1\"}"),
                arguments(
                        "items in another order",
                        COMBINED,
                        SUB_ORDERS,
                        "{\"sub_orders\":[{\"out_trade_no\":\"B\"},{\"out_trade_no\":\"A\"}]}"),
                arguments("fewer items", COMBINED, SUB_ORDERS, "{\"sub_orders\":[{\"out_trade_no\":\"B\"}]}"),
                arguments("object of the response", BATCH, null, "{\"transfer_batch\":{\"out_batch_no\":\"OPEN2\"}}"),
                arguments("query", SHARING, null, "{\"out_order_no\":\"OPEN2\",\"transaction_id\":\"T1\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("equals")
    void acceptsTheNumberOfTheRequest(String name, String uri, Object body, String response) throws Exception {
        gateway.otherwise(RawGatewayAnswer.signed(200, response));
        startCalling(uri);

        assertThat(called(body).getException()).isNull();
    }

    @Test
    void acceptsAResponseWithoutBody() throws Exception {
        gateway.otherwise(RawGatewayAnswer.signed(204, ""));
        startCalling("wechatpay:v3/pay/transactions/out-trade-no/{out_trade_no}/close");

        assertThat(called(Map.of("mchid", "1900000109")).getException()).isNull();
    }

    @Test
    void comparesEncodedValuesAsTheyWereMeant() throws Exception {
        gateway.otherwise(RawGatewayAnswer.signed(200, "{\"out_trade_no\":\"a+b|c*%2F门\"}"));
        startCalling(ORDER);

        assertThat(call(e -> e.getMessage().setHeader("out_trade_no", "a+b|c*%2F门"))
                        .getException())
                .isNull();
    }

    private WechatpayCallException failed(Object body) {
        assertThat(called(body).getException()).isInstanceOf(WechatpayCallException.class);
        return called(body).getException(WechatpayCallException.class);
    }

    private Exchange called(Object body) {
        return call(e -> {
            e.getMessage().setBody(body);
            for (String name : List.of("out_trade_no", "out_order_no", "out_batch_no")) {
                e.getMessage().setHeader(name, "OPEN2");
            }
            e.getMessage().setHeader("transaction_id", "T1");
        });
    }
}
