package io.github.camelwechatpay.sandbox.officialsdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HostName;
import com.wechat.pay.java.service.billdownload.BillDownloadServiceExtension;
import com.wechat.pay.java.service.billdownload.DigestBillEntity;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.billdownload.model.TarType;
import com.wechat.pay.java.service.payments.nativepay.NativePayService;
import com.wechat.pay.java.service.payments.nativepay.model.Amount;
import com.wechat.pay.java.service.payments.nativepay.model.PrepayRequest;
import com.wechat.pay.java.service.payments.nativepay.model.QueryOrderByOutTradeNoRequest;
import com.wechat.pay.java.service.profitsharing.ProfitsharingService;
import com.wechat.pay.java.service.profitsharing.model.AddReceiverRequest;
import com.wechat.pay.java.service.profitsharing.model.AddReceiverResponse;
import com.wechat.pay.java.service.profitsharing.model.ReceiverRelationType;
import com.wechat.pay.java.service.profitsharing.model.ReceiverType;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.TunnelClient;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The official Java SDK with a proxy and a trusted authority, and nothing else changed. */
class OfficialSdkProxyTest {
    private static WechatpaySandbox sandbox;
    private static OkHttpClient okHttp;

    @BeforeAll
    static void start() {
        sandbox = WechatpaySandbox.builder().proxy().start();
        X509TrustManager trust = TunnelClient.trusting(TestCrypto.certificate(sandbox.caCertificatePem()));
        okHttp = new OkHttpClient.Builder()
                .sslSocketFactory(TunnelClient.context(trust).getSocketFactory(), trust)
                .build();
    }

    @AfterAll
    static void stop() {
        okHttp.connectionPool().evictAll();
        okHttp.dispatcher().executorService().shutdown();
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.reset();
    }

    private static DefaultHttpClientBuilder builder() {
        return new DefaultHttpClientBuilder()
                .proxy(new Proxy(Proxy.Type.HTTP, new InetSocketAddress("127.0.0.1", sandbox.proxyPort())))
                .okHttpClient(okHttp);
    }

    private static Config publicKeyConfig() {
        return new RSAPublicKeyConfig.Builder()
                .merchantId(sandbox.mchid())
                .privateKey(sandbox.privateKeyPem())
                .merchantSerialNumber(sandbox.merchantSerialNumber())
                .apiV3Key(sandbox.secretKey())
                .publicKey(sandbox.publicKeyPem())
                .publicKeyId(sandbox.publicKeyId())
                .build();
    }

    private static NativePayService orders(Config config) {
        return new NativePayService.Builder()
                .httpClient(builder().config(config).build())
                .build();
    }

    private static PrepayRequest order() {
        Amount amount = new Amount();
        amount.setTotal(100);
        PrepayRequest order = new PrepayRequest();
        order.setAppid("wx1");
        order.setMchid(sandbox.mchid());
        order.setDescription("门店");
        order.setOutTradeNo("n1");
        order.setNotifyUrl("https://shop.example/n");
        order.setAmount(amount);
        return order;
    }

    private static QueryOrderByOutTradeNoRequest query() {
        QueryOrderByOutTradeNoRequest query = new QueryOrderByOutTradeNoRequest();
        query.setMchid(sandbox.mchid());
        query.setOutTradeNo("n1");
        return query;
    }

    @Test
    void writesAndQueries() {
        NativePayService service = orders(publicKeyConfig());

        assertThat(service.prepay(order()).getCodeUrl()).startsWith("weixin://");
        assertThat(service.queryOrderByOutTradeNo(query()).getOutTradeNo()).isEqualTo("n1");
        assertThat(sandbox.requests())
                .hasSize(2)
                .extracting(ReceivedRequest::host)
                .containsOnly(Optional.of("api.mch.weixin.qq.com"));
    }

    @Test
    void downloadsTheCertificates() {
        Config config = new RSAAutoCertificateConfig.Builder()
                .merchantId(sandbox.mchid())
                .privateKey(sandbox.privateKeyPem())
                .merchantSerialNumber(sandbox.merchantSerialNumber())
                .apiV3Key(sandbox.secretKey())
                .httpClientBuilder(builder())
                .build();

        assertThat(orders(config).prepay(order()).getCodeUrl()).startsWith("weixin://");
        assertThat(sandbox.executions("v3/certificates")).isPositive();
    }

    @Test
    void encryptsWhatIsSensitive() {
        ProfitsharingService service = new ProfitsharingService.Builder()
                .config(publicKeyConfig())
                .httpClient(builder().config(publicKeyConfig()).build())
                .build();
        AddReceiverRequest request = new AddReceiverRequest();
        request.setAppid("wx1");
        request.setType(ReceiverType.MERCHANT_ID);
        request.setAccount("1900000109");
        request.setName("门店");
        request.setRelationType(ReceiverRelationType.STORE);

        AddReceiverResponse answer = service.addReceiver(request);

        assertThat(answer.getAccount()).isEqualTo("1900000109");
        assertThat(answer.getName()).isEqualTo("门店");
    }

    @Test
    void downloadsABill() throws Exception {
        GetTradeBillRequest request = new GetTradeBillRequest();
        request.setBillDate("2026-01-01");
        request.setTarType(TarType.GZIP);

        DigestBillEntity bill = new BillDownloadServiceExtension.Builder()
                .httpClient(builder().config(publicKeyConfig()).build())
                .decryptor(publicKeyConfig().createDecryptor())
                .build()
                .getTradeBill(request);

        assertThat(new String(bill.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("SUCCESS");
        assertThat(bill.verifyHash()).isTrue();
    }

    @Test
    void isRefusedAMainlandOperationInHongKong() {
        NativePayService service = new NativePayService.Builder()
                .httpClient(builder().config(publicKeyConfig()).build())
                .hostName(HostName.APIHK)
                .build();

        assertThatThrownBy(() -> service.prepay(order())).isInstanceOfSatisfying(ServiceException.class, e -> {
            assertThat(e.getHttpStatusCode()).isEqualTo(404);
            assertThat(e.getErrorCode()).isEqualTo("RESOURCE_NOT_EXISTS");
        });
        assertThat(sandbox.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.host()).contains("apihk.mch.weixin.qq.com"));
    }
}
