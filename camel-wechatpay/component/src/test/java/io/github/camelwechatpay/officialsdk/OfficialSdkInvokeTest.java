package io.github.camelwechatpay.officialsdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.auth.Credential;
import com.wechat.pay.java.core.auth.Validator;
import com.wechat.pay.java.core.auth.WechatPay2Credential;
import com.wechat.pay.java.core.auth.WechatPay2Validator;
import com.wechat.pay.java.core.cipher.PrivacyDecryptor;
import com.wechat.pay.java.core.cipher.PrivacyEncryptor;
import com.wechat.pay.java.core.cipher.RSASigner;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.cipher.Signer;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.HttpResponse;
import com.wechat.pay.java.core.http.MediaType;
import com.wechat.pay.java.core.http.OriginalResponse;
import com.wechat.pay.java.service.payments.app.AppServiceExtension;
import com.wechat.pay.java.service.payments.jsapi.JsapiServiceExtension;
import com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest;
import com.wechat.pay.java.service.payments.jsapi.model.PrepayWithRequestPaymentResponse;
import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** WeChat Pay's own SDK makes the same parameters of the same order, moment and nonce. */
class OfficialSdkInvokeTest extends RawGatewayTestSupport {

    private static final String APPID = "wx2421b1c4370ec43b";
    private static final String PREPAY_ID = "wx201410272009395522657a690389285100";

    /** Answers every call of the SDK with an order. */
    private static final HttpClient ORDERS = new HttpClient() {
        @Override
        public <T> HttpResponse<T> execute(HttpRequest request, Class<T> type) {
            return new HttpResponse.Builder<T>()
                    .originalResponse(new OriginalResponse.Builder()
                            .request(request)
                            .statusCode(200)
                            .headers(Map.of())
                            .contentType(MediaType.APPLICATION_JSON.getValue())
                            .body("{\"prepay_id\":\"" + PREPAY_ID + "\"}")
                            .build())
                    .serviceResponseType(type)
                    .build();
        }

        @Override
        public InputStream download(String url) {
            throw new AssertionError("nothing is to be downloaded");
        }
    };

    /** The merchant. The SDK wants a validator too, which it does not ask, as nothing comes from WeChat Pay. */
    private static final Config MERCHANT = new Config() {
        @Override
        public Signer createSigner() {
            return new RSASigner(RawGatewayKeys.MERCHANT_SERIAL, RawGatewayKeys.MERCHANT.getPrivate());
        }

        @Override
        public PrivacyEncryptor createEncryptor() {
            return null;
        }

        @Override
        public PrivacyDecryptor createDecryptor() {
            return null;
        }

        @Override
        public Credential createCredential() {
            return new WechatPay2Credential(RawGatewayKeys.MCHID, createSigner());
        }

        @Override
        public Validator createValidator() {
            return new WechatPay2Validator(
                    new RSAVerifier(RawGatewayKeys.WECHAT.getPublic(), RawGatewayKeys.PUBLIC_KEY_ID));
        }
    };

    private Map<?, ?> ours(String client, String timestamp, String nonce) throws Exception {
        TestComponent.setClock(
                component, Clock.fixed(Instant.ofEpochSecond(Long.parseLong(timestamp)), ZoneOffset.UTC));
        TestComponent.setNonces(component, () -> nonce);
        startCalling("wechatpay:invoke/" + client + "?appid=" + APPID);
        return succeed(e -> e.getMessage().setBody(Map.of("prepay_id", PREPAY_ID)))
                .getMessage()
                .getBody(Map.class);
    }

    @Test
    void forJsapi() throws Exception {
        PrepayRequest request = new PrepayRequest();
        request.setAppid(APPID);
        PrepayWithRequestPaymentResponse theirs = new JsapiServiceExtension.Builder()
                .config(MERCHANT)
                .httpClient(ORDERS)
                .build()
                .prepayWithRequestPayment(request);

        assertThat(ours("jsapi", theirs.getTimeStamp(), theirs.getNonceStr()))
                .isEqualTo(Map.of(
                        "appId", theirs.getAppId(),
                        "timeStamp", theirs.getTimeStamp(),
                        "nonceStr", theirs.getNonceStr(),
                        "package", theirs.getPackageVal(),
                        "signType", theirs.getSignType(),
                        "paySign", theirs.getPaySign()));
    }

    @Test
    void forAnApp() throws Exception {
        com.wechat.pay.java.service.payments.app.model.PrepayRequest request =
                new com.wechat.pay.java.service.payments.app.model.PrepayRequest();
        request.setAppid(APPID);
        request.setMchid(RawGatewayKeys.MCHID);
        com.wechat.pay.java.service.payments.app.model.PrepayWithRequestPaymentResponse theirs =
                new AppServiceExtension.Builder()
                        .config(MERCHANT)
                        .httpClient(ORDERS)
                        .build()
                        .prepayWithRequestPayment(request);

        assertThat(ours("app", theirs.getTimestamp(), theirs.getNonceStr()))
                .isEqualTo(Map.of(
                        "appId", theirs.getAppid(),
                        "partnerId", theirs.getPartnerId(),
                        "prepayId", theirs.getPrepayId(),
                        "package", theirs.getPackageVal(),
                        "nonceStr", theirs.getNonceStr(),
                        "timeStamp", theirs.getTimestamp(),
                        "sign", theirs.getSign()));
    }
}
