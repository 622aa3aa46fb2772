package io.github.camelwechatpay.sandbox.officialsdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.wechat.pay.java.core.Config;
import com.wechat.pay.java.core.RSAAutoCertificateConfig;
import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.http.DefaultHttpClientBuilder;
import com.wechat.pay.java.core.http.HttpClient;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;

/** The official Java SDK with the sandbox's credentials; only the host of its requests is replaced. */
final class OfficialSdk implements AutoCloseable {
    private static final int MAX_BODY = 1 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WechatpaySandbox sandbox;
    private final OkHttpClient okHttp;
    private volatile String sent = "";
    private volatile String answered = "";

    OfficialSdk(WechatpaySandbox sandbox) {
        this.sandbox = sandbox;
        this.okHttp = new OkHttpClient.Builder().addInterceptor(this::redirect).build();
    }

    private Response redirect(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        Buffer body = new Buffer();
        if (request.body() != null) {
            request.body().writeTo(body);
        }
        sent = body.readUtf8();
        HttpUrl url = request.url()
                .newBuilder()
                .scheme("http")
                .host("127.0.0.1")
                .port(sandbox.port())
                .build();
        Response response = chain.proceed(request.newBuilder().url(url).build());
        answered = response.peekBody(MAX_BODY).string();
        return response;
    }

    /** The body of the last request on the wire; not of an upload. */
    String lastRequest() {
        return sent;
    }

    /** The body of the last answer on the wire. */
    JsonNode lastAnswer() throws IOException {
        return MAPPER.readTree(answered);
    }

    RSAPublicKeyConfig publicKeyConfig() {
        return new RSAPublicKeyConfig.Builder()
                .merchantId(sandbox.mchid())
                .privateKey(sandbox.privateKeyPem())
                .merchantSerialNumber(sandbox.merchantSerialNumber())
                .apiV3Key(sandbox.secretKey())
                .publicKey(sandbox.publicKeyPem())
                .publicKeyId(sandbox.publicKeyId())
                .build();
    }

    RSAAutoCertificateConfig certificateConfig() {
        return new RSAAutoCertificateConfig.Builder()
                .merchantId(sandbox.mchid())
                .privateKey(sandbox.privateKeyPem())
                .merchantSerialNumber(sandbox.merchantSerialNumber())
                .apiV3Key(sandbox.secretKey())
                .httpClientBuilder(new DefaultHttpClientBuilder().okHttpClient(okHttp))
                .build();
    }

    HttpClient client(Config config) {
        return new DefaultHttpClientBuilder()
                .okHttpClient(okHttp)
                .config(config)
                .build();
    }

    @Override
    public void close() {
        okHttp.connectionPool().evictAll();
        okHttp.dispatcher().executorService().shutdown();
    }
}
