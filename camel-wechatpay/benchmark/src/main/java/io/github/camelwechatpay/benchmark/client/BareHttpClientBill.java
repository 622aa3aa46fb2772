package io.github.camelwechatpay.benchmark.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.benchmark.gateway.BillGateway;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** Downloads a bill with Apache HttpClient 5 and the JCA only. Figures name it {@code floor}. */
final class BareHttpClientBill implements BillClient {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] NO_BODY = {};

    private final CloseableHttpClient client = BareHttpClient.client();
    private final HandSigning signing;
    private final String baseUri;

    BareHttpClientBill(TestMerchant merchant, String baseUri) throws GeneralSecurityException {
        this.signing = new HandSigning(merchant, CryptoChoice.JDK.provider());
        this.baseUri = baseUri;
    }

    @Override
    public InputStream bill() throws IOException, GeneralSecurityException {
        JsonNode announced = client.execute(get(baseUri + BillGateway.PATH, "application/json"), this::verified);
        MessageDigest digest =
                MessageDigest.getInstance(announced.path("hash_type").textValue());
        String expected = announced.path("hash_value").textValue();
        return client.execute(
                get(announced.path("download_url").textValue(), "*/*"),
                response -> CheckedFile.of(
                        new DigestInputStream(response.getEntity().getContent(), digest),
                        () -> HexFormat.of().formatHex(digest.digest()).equals(expected)));
    }

    private HttpGet get(String uri, String accept) throws GeneralSecurityException {
        URI parsed = URI.create(uri);
        HttpGet request = new HttpGet(parsed);
        request.setHeader("Accept", accept);
        request.setHeader("Wechatpay-Serial", TestMerchant.PUBLIC_KEY_ID);
        request.setHeader(
                "Authorization",
                signing.authorization("GET", parsed.getRawPath() + '?' + parsed.getRawQuery(), NO_BODY));
        return request;
    }

    private JsonNode verified(ClassicHttpResponse response) throws IOException, HttpException {
        byte[] body = EntityUtils.toByteArray(response.getEntity());
        try {
            signing.verify(
                    response.getHeader("Wechatpay-Serial").getValue(),
                    response.getHeader("Wechatpay-Timestamp").getValue(),
                    response.getHeader("Wechatpay-Nonce").getValue(),
                    response.getHeader("Wechatpay-Signature").getValue(),
                    body);
        } catch (GeneralSecurityException e) {
            throw new HttpException("Not verified", e);
        }
        return MAPPER.readTree(body);
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
