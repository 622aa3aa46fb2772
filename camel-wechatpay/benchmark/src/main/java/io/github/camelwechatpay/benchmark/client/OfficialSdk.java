package io.github.camelwechatpay.benchmark.client;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.core.http.JsonRequestBody;
import com.wechat.pay.java.core.util.GsonUtil;
import com.wechat.pay.java.service.payments.jsapi.model.Amount;
import com.wechat.pay.java.service.payments.jsapi.model.Payer;
import com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest;
import com.wechat.pay.java.service.payments.jsapi.model.PrepayResponse;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * Calls with the official SDK in the same way as its {@code JsapiService}, which cannot call another host. The order is
 * converted to JSON once, because the other clients also have it as text. The pool is as large as that of the other clients;
 * the SDK's default is five idle connections. The SDK names no provider: create and use it only while the cryptography is
 * {@linkplain CryptoChoice#install() installed}.
 */
final class OfficialSdk implements Client {

    private final OkHttpClient okHttp = new OkHttpClient.Builder()
            .connectionPool(new ConnectionPool(Clients.CONNECTIONS, 1, TimeUnit.MINUTES))
            .build();
    private final HttpClient client;
    private final String uri;
    private final String order;

    OfficialSdk(TestMerchant merchant, String baseUri) {
        client = client(merchant, okHttp);
        uri = baseUri + TestMerchant.PATH;
        order = GsonUtil.toJson(order());
    }

    /** Creates the SDK's client, which accepts any address. */
    static HttpClient client(TestMerchant merchant, OkHttpClient okHttp) {
        return new DefaultHttpClientBuilder()
                .okHttpClient(okHttp)
                .config(new RSAPublicKeyConfig.Builder()
                        .merchantId(TestMerchant.MCHID)
                        .privateKey(
                                Pem.of("PRIVATE KEY", merchant.merchantKeys().getPrivate()))
                        .merchantSerialNumber(TestMerchant.SERIAL)
                        .apiV3Key(TestMerchant.SECRET_KEY)
                        .publicKey(Pem.of("PUBLIC KEY", merchant.wechatpayKeys().getPublic()))
                        .publicKeyId(TestMerchant.PUBLIC_KEY_ID)
                        .build())
                .build();
    }

    @Override
    public String call() {
        HttpRequest request = new HttpRequest.Builder()
                .httpMethod(HttpMethod.POST)
                .url(uri)
                .addHeader("Accept", "application/json")
                .addHeader("Content-Type", "application/json")
                .addHeader("Wechatpay-Serial", TestMerchant.PUBLIC_KEY_ID)
                .body(new JsonRequestBody.Builder().body(order).build())
                .build();
        return client.execute(request, PrepayResponse.class)
                .getServiceResponse()
                .getPrepayId();
    }

    /** Returns the order of {@link TestMerchant#ORDER}. */
    private static PrepayRequest order() {
        Amount amount = new Amount();
        amount.setTotal(100);
        amount.setCurrency("CNY");
        Payer payer = new Payer();
        payer.setOpenid("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o");
        PrepayRequest order = new PrepayRequest();
        order.setAppid("wxd678efh567hg6787");
        order.setMchid(TestMerchant.MCHID);
        order.setDescription("Image store, one picture");
        order.setOutTradeNo("1217752501201407033233368018");
        order.setNotifyUrl("https://www.example.com/notify");
        order.setAmount(amount);
        order.setPayer(payer);
        return order;
    }

    @Override
    public void close() {
        okHttp.connectionPool().evictAll();
        okHttp.dispatcher().executorService().shutdown();
    }
}
