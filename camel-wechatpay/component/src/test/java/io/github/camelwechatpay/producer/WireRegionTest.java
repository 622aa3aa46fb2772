package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a base URI, through a proxy, over TLS: which of WeChat Pay's hosts a call reaches, with which target. */
class WireRegionTest extends SandboxTestSupport {

    private static final String SIGN = "wechatpay:v3/global/papay/contracts/app-pre-entrust-sign";

    @BeforeEach
    void useTheProxy() throws Exception {
        throughProxy();
    }

    @ParameterizedTest
    @CsvSource({
        "v3/ebike/charge/contracts/preopen, POST, '', api.mch.weixin.qq.com, /v3/ebike/charge/contracts/preopen",
        "v3/ebike/charge/contracts/preopen, POST, cn, api.mch.weixin.qq.com, /v3/ebike/charge/contracts/preopen",
        "v3/global/papay/contracts/{id}, GET, '', apihk.mch.weixin.qq.com, /v3/global/papay/contracts/1",
        "v3/global/papay/contracts/{id}, GET, hk, apihk.mch.weixin.qq.com, /v3/global/papay/contracts/1",
        "v3/global/papay/contracts/{id}, GET, us, apius.mch.weixin.qq.com, /v3/global/papay/contracts/1",
        "v3/global/papay/contracts/{id}, GET, eu, apieu.mch.weixin.qq.com, /v3/global/papay/contracts/1",
        "v3/statements, GET, '', api.mch.weixin.qq.com, /hk/v3/statements",
        "v3/statements, GET, hk, api.mch.weixin.qq.com, /hk/v3/statements",
        "v3/customs/orders, GET, '', apihk.mch.weixin.qq.com, /global/v3/customs/orders",
        "v3/customs/orders, GET, us, apius.mch.weixin.qq.com, /global/v3/customs/orders",
        "v3/certificates, GET, '', api.mch.weixin.qq.com, /v3/certificates",
        "v3/global/certificates, GET, eu, apieu.mch.weixin.qq.com, /v3/global/certificates"
    })
    void reachesTheHostOfTheRegion(String operation, String method, String region, String host, String path)
            throws Exception {
        String option = region.isEmpty() ? "" : "&region=" + region;
        startCalling("wechatpay:" + operation + "?validation=off&method=" + method + option);

        template.request("direct:call", exchange -> {
            exchange.getMessage().setHeader("id", "1");
            exchange.getMessage().setBody(Map.of());
        });

        assertThat(sandbox.requests()).singleElement().satisfies(request -> {
            assertThat(request.host()).contains(host);
            assertThat(request.target().replaceFirst("[?].*", "")).isEqualTo(path);
            assertThat(request.expectedText()).isEmpty();
        });
    }

    @Test
    void aHeaderChoosesTheRegionPerMessage() throws Exception {
        startCalling(SIGN + "?validation=off");

        for (String region : List.of("us", "eu", "hk")) {
            Exchange exchange = template.request("direct:call", e -> {
                e.getMessage().setHeader(WechatpayConstants.REGION, region);
                e.getMessage().setBody(Map.of("out_contract_code", "c1", "plan_id", 1));
            });
            assertThat(exchange.getException()).isNull();
        }

        assertThat(sandbox.requests())
                .extracting(ReceivedRequest::host)
                .extracting(host -> host.orElseThrow().substring(0, 5))
                .containsExactly("apius", "apieu", "apihk");
    }

    @Test
    void downloadsTheCertificatesOfTheRegionFromItsHost() throws Exception {
        WechatpayConfiguration configuration = component.getConfiguration();
        configuration.setPublicKey(null);
        configuration.setPublicKeyId(null);
        startCalling(SIGN + "?validation=off&region=eu");

        Exchange exchange = template.request(
                "direct:call", e -> e.getMessage().setBody(Map.of("out_contract_code", "c1", "plan_id", 1)));

        assertThat(exchange.getException()).isNull();
        assertThat(sandbox.requests())
                .extracting(request -> request.host().orElseThrow() + request.target())
                .containsExactly(
                        "apieu.mch.weixin.qq.com/v3/global/certificates",
                        "apieu.mch.weixin.qq.com/v3/global/papay/contracts/app-pre-entrust-sign");
    }
}
