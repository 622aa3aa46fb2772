package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Calls with Apache HttpClient 5 and the JCA only. Figures name it {@code floor}. */
final class BareHttpClient implements Client {

    private final HandSigning signing;
    private final String uri;
    private final CloseableHttpClient client;

    BareHttpClient(TestMerchant merchant, String baseUri, CryptoChoice crypto) throws GeneralSecurityException {
        signing = new HandSigning(merchant, crypto.provider());
        uri = baseUri + TestMerchant.PATH;
        client = client();
    }

    static CloseableHttpClient client() {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(Clients.CONNECTIONS)
                        .setMaxConnTotal(Clients.CONNECTIONS)
                        .build())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }

    @Override
    public String call() throws IOException, GeneralSecurityException {
        byte[] body = TestMerchant.ORDER.getBytes(StandardCharsets.UTF_8);
        HttpPost request = new HttpPost(uri);
        request.setHeader("Accept", "application/json");
        request.setHeader("Wechatpay-Serial", TestMerchant.PUBLIC_KEY_ID);
        request.setHeader("Authorization", signing.authorization(body));
        request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        return client.execute(request, response -> {
            try {
                return read(response);
            } catch (GeneralSecurityException e) {
                throw new HttpException("Not verified", e);
            }
        });
    }

    private String read(ClassicHttpResponse response) throws IOException, HttpException, GeneralSecurityException {
        byte[] body = EntityUtils.toByteArray(response.getEntity());
        if (response.getCode() / 100 != 2) {
            throw new HttpException("Status " + response.getCode());
        }
        return signing.prepayId(
                value(response, "Wechatpay-Serial"),
                value(response, "Wechatpay-Timestamp"),
                value(response, "Wechatpay-Nonce"),
                value(response, "Wechatpay-Signature"),
                body);
    }

    private static String value(ClassicHttpResponse response, String name) throws HttpException {
        return response.getHeader(name).getValue();
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
