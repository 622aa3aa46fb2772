package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A strict gateway, which verifies the request line as it came, accepts the signature over every hostile value. */
class WireSandboxTest extends SandboxTestSupport {

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.camelwechatpay.producer.WireTargetTest#pathValues")
    void acceptsTheSignatureOverAPathValue(String name, Object value, String encoded) throws Exception {
        startCalling("wechatpay:v3/marketing/membercard-open/cards/{card_id}/permission-tokens");

        Exchange answer = template.request("direct:call", e -> {
            e.getMessage().setBody(Map.of("activate_type", "AUTO_ACTIVATE", "outer_str", "门店A"));
            e.getMessage().setHeader("card_id", value);
        });

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody(Map.class)).containsKey("permission_token");
        assertThat(only(sandbox.requests()).target()).contains("/cards/" + encoded + "/");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.camelwechatpay.producer.WireTargetTest#encodedPathValues")
    void acceptsTheSignatureOverAnEncodedPathValue(String name, String value) throws Exception {
        startCalling("wechatpay:v3/marketing/membercard-open/cards/{card_id:encoded}/permission-tokens");

        Exchange answer = template.request("direct:call", e -> {
            e.getMessage().setBody(Map.of("activate_type", "AUTO_ACTIVATE"));
            e.getMessage().setHeader("card_id", value);
        });

        assertThat(answer.getException()).isNull();
        assertThat(only(sandbox.requests()).verdict()).isEqualTo("OK");
    }

    /** No operation of the catalog takes such a query, so the gateway refuses it; but not for its signature. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.camelwechatpay.producer.WireTargetTest#queryValues")
    void acceptsTheSignatureOverAQuery(String name, Map<String, Object> query, String encoded) throws Exception {
        startCalling("wechatpay:v3/certificates");

        template.request("direct:call", e -> e.getMessage().setHeader(WechatpayConstants.QUERY, query));

        ReceivedRequest request = only(sandbox.requests());
        assertThat(request.target()).isEqualTo("/v3/certificates" + (encoded == null ? "" : "?" + encoded));
        assertThat(request.verdict()).doesNotContain("SIGN_ERROR");
        assertThat(request.status()).isEqualTo(encoded == null ? 200 : 400);
    }

    private static ReceivedRequest only(List<ReceivedRequest> requests) {
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }
}
