package io.github.camelwechatpay.sandbox.officialsdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.HttpResponse;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.CloseOrderRequest;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.refund.RefundService;
import com.wechat.pay.java.service.refund.model.AmountReq;
import com.wechat.pay.java.service.refund.model.CreateRequest;
import com.wechat.pay.java.service.refund.model.QueryByOutRefundNoRequest;
import com.wechat.pay.java.service.refund.model.Status;
import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official Java SDK as judge of both directions. */
class OfficialSdkTest {
    private static final String HOST = "https://api.mch.weixin.qq.com";
    private static final String PREOPEN = HOST + "/v3/ebike/charge/contracts/preopen";
    private static final String JSON = "{\"appid\":\"wx1\",\"trade_scene\":\"CHARGE\",\"openid\":\"门店\"}";

    private static WechatpaySandbox sandbox;
    private static OfficialSdk sdk;

    @BeforeAll
    static void start() {
        sandbox = WechatpaySandbox.start();
        sdk = new OfficialSdk(sandbox);
    }

    @AfterAll
    static void stop() {
        sdk.close();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.reset();
    }

    private static HttpRequest preopen() {
        return new HttpRequest.Builder()
                .httpMethod(HttpMethod.POST)
                .url(PREOPEN)
                .addHeader("Accept", "application/json")
                .addHeader("Content-Type", "application/json")
                .body(new JsonRequestBody.Builder().body(JSON).build())
                .build();
    }

    private static void assertCallable(HttpClient client) {
        HttpResponse<Map<?, ?>> response = client.execute(preopen(), mapType());
        assertThat(response.getServiceResponse().get("preopen_id")).asString().hasSize(32);
    }

    @SuppressWarnings("unchecked")
    private static Class<Map<?, ?>> mapType() {
        return (Class<Map<?, ?>>) (Class<?>) Map.class;
    }

    @Test
    void callsWithThePublicKey() {
        assertCallable(sdk.client(sdk.publicKeyConfig()));
    }

    @Test
    void downloadsTheCertificatesAndCallsWithThem() {
        RSAAutoCertificateConfig config = sdk.certificateConfig();

        assertThat(sandbox.executions("v3/certificates")).isPositive();
        assertCallable(sdk.client(config));
    }

    @Test
    void encryptsAndDecryptsFields() {
        for (Config config : new Config[] {sdk.publicKeyConfig(), sdk.certificateConfig()}) {
            String encrypted = config.createEncryptor().encrypt("门店");
            HttpRequest request = new HttpRequest.Builder()
                    .httpMethod(HttpMethod.POST)
                    .url(HOST + "/v3/security/echo")
                    .addHeader("Content-Type", "application/json")
                    .body(new JsonRequestBody.Builder()
                            .body("{\"echo_message\":\"a\",\"encrypted_echo_message\":\"" + encrypted + "\"}")
                            .build())
                    .build();
            Map<?, ?> answer = sdk.client(config).execute(request, mapType()).getServiceResponse();

            assertThat(config.createDecryptor().decrypt((String) answer.get("encrypted_echo_message")))
                    .isEqualTo("门店");
        }
    }

    @Test
    void refusesSpoiledAnswers() {
        HttpClient client = sdk.client(sdk.publicKeyConfig());
        for (Fault fault : new Fault[] {Fault.BAD_SIGNATURE, Fault.STALE, Fault.UNKNOWN_SERIAL}) {
            sandbox.fault(fault, 1);
            assertThatThrownBy(() -> client.execute(preopen(), Map.class))
                    .describedAs(fault.wireName())
                    .isInstanceOfAny(ValidationException.class, IllegalArgumentException.class);
        }
        sandbox.fault(Fault.HTTP_429, 1);
        assertThatThrownBy(() -> client.execute(preopen(), Map.class))
                .isInstanceOfSatisfying(ServiceException.class, e -> {
                    assertThat(e.getHttpStatusCode()).isEqualTo(429);
                    assertThat(e.getErrorCode()).isEqualTo("RATELIMIT_EXCEEDED");
                });
    }

    private static RequestParam received(SignedNotification notification) {
        Map<String, String> headers = notification.headers();
        return new RequestParam.Builder()
                .serialNumber(headers.get("Wechatpay-Serial"))
                .nonce(headers.get("Wechatpay-Nonce"))
                .timestamp(headers.get("Wechatpay-Timestamp"))
                .signature(headers.get("Wechatpay-Signature"))
                .signType(headers.get("Wechatpay-Signature-Type"))
                .body(new String(notification.body(), StandardCharsets.UTF_8))
                .build();
    }

    private static void assertParses(NotificationConfig config, SigningKey key) {
        SandboxNotification order =
                SandboxNotification.of("PAPAY.SIGN", "{\"name\":\"门店\"}").signWith(key);
        NotificationParser parser = new NotificationParser(config);

        Map<?, ?> resource = parser.parse(received(sandbox.signedNotification(order)), mapType());
        assertThat(resource.get("name")).isEqualTo("门店");
        SignedNotification tampered = sandbox.signedNotification(order.fault(NotificationFault.TAMPERED_BODY));
        assertThatThrownBy(() -> parser.parse(received(tampered), mapType())).isInstanceOf(ValidationException.class);
    }

    @Test
    void parsesNotificationsSignedWithTheCertificate() {
        assertParses(sdk.certificateConfig(), SigningKey.PLATFORM);
    }

    @Test
    void parsesNotificationsSignedWithThePublicKey() {
        assertParses(
                new RSAPublicKeyNotificationConfig.Builder()
                        .publicKey(sandbox.publicKeyPem())
                        .publicKeyId(sandbox.publicKeyId())
                        .apiV3Key(sandbox.secretKey())
                        .build(),
                SigningKey.PUBLIC_KEY);
    }

    @Test
    void takesAnOrderToItsRefund() {
        NativePayService orders = new NativePayService.Builder()
                .httpClient(sdk.client(sdk.publicKeyConfig()))
                .build();
        Amount amount = new Amount();
        amount.setTotal(100);
        PrepayRequest prepay = new PrepayRequest();
        prepay.setAppid("wx1");
        prepay.setMchid(sandbox.mchid());
        prepay.setDescription("门店");
        prepay.setOutTradeNo("n1");
        prepay.setNotifyUrl("https://shop.example/n");
        prepay.setAmount(amount);
        QueryOrderByOutTradeNoRequest query = new QueryOrderByOutTradeNoRequest();
        query.setMchid(sandbox.mchid());
        query.setOutTradeNo("n1");

        assertThat(orders.prepay(prepay).getCodeUrl()).startsWith("weixin://");
        assertThat(orders.queryOrderByOutTradeNo(query).getTradeState()).isEqualTo(Transaction.TradeStateEnum.NOTPAY);
        sandbox.pay("n1");
        Transaction paid = orders.queryOrderByOutTradeNo(query);
        assertThat(paid.getTradeState()).isEqualTo(Transaction.TradeStateEnum.SUCCESS);
        assertThat(paid.getAmount().getPayerTotal()).isEqualTo(100);

        RefundService refunds = new RefundService.Builder()
                .httpClient(sdk.client(sdk.certificateConfig()))
                .build();
        AmountReq back = new AmountReq();
        back.setTotal(100L);
        back.setRefund(40L);
        back.setCurrency("CNY");
        CreateRequest create = new CreateRequest();
        create.setTransactionId(paid.getTransactionId());
        create.setOutRefundNo("r1");
        create.setAmount(back);
        QueryByOutRefundNoRequest byNumber = new QueryByOutRefundNoRequest();
        byNumber.setOutRefundNo("r1");

        assertThat(refunds.create(create).getStatus()).isEqualTo(Status.PROCESSING);
        assertThat(refunds.queryByOutRefundNo(byNumber).getStatus()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void closesAnOrder() {
        NativePayService orders = new NativePayService.Builder()
                .httpClient(sdk.client(sdk.publicKeyConfig()))
                .build();
        CloseOrderRequest close = new CloseOrderRequest();
        close.setMchid(sandbox.mchid());
        close.setOutTradeNo("n1");

        assertThatThrownBy(() -> orders.closeOrder(close))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.getErrorCode()).isEqualTo("ORDER_NOT_EXIST"));
    }
}
