package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a call has a body is what the catalog says of the operation, whatever the message brings. */
class ProducerPlacementTest extends RawGatewayTestSupport {

    @Test
    void sendsTheBodyOfADeleteThatIsDocumentedWithOne() throws Exception {
        startCalling("wechatpay:v3/brand/partner/store/brandstores/{store_id}?method=DELETE");

        succeed(e -> {
            e.getMessage().setHeader("store_id", "s1");
            e.getMessage().setBody(Map.of("brand_id", "b1"));
        });

        assertThat(gateway.lastRequest().line()).isEqualTo("DELETE /v3/brand/partner/store/brandstores/s1 HTTP/1.1");
        assertThat(gateway.lastRequest().text()).isEqualTo("{\"brand_id\":\"b1\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, v3/brand/partner/card-member/cards/{card_id}",
        "POST, v3/mchalterapply/mchcontactalterapplyment/{apply_id}/revoke",
        "GET, v3/smartguide/guides"
    })
    void sendsNoBodyWhereNoneIsDocumented(String method, String path) throws Exception {
        startCalling("wechatpay:" + path + "?validation=off&method=" + method);

        succeed(e -> {
            e.getMessage().setHeader(WechatpayConstants.PATH, Map.of("card_id", "c1", "apply_id", "a1"));
            e.getMessage().setBody(Map.of("left", "over"));
        });

        assertThat(gateway.lastRequest().method()).isEqualTo(method);
        assertThat(gateway.lastRequest().body()).isEmpty();
        assertThat(gateway.lastRequest().header("Content-Type")).isNull();
    }
}
