package io.github.camelwechatpay.benchmark.client;

import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.core.http.HttpMethod;
import com.wechat.pay.java.core.http.HttpRequest;
import com.wechat.pay.java.service.billdownload.DigestBillEntity;
import com.wechat.pay.java.service.billdownload.model.QueryBillEntity;
import io.github.camelwechatpay.benchmark.gateway.BillGateway;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.OkHttpClient;

/**
 * Downloads a bill with the official SDK in the same way as its {@code BillDownloadServiceExtension}, which cannot call
 * another host. The SDK checks the digest at the end of its stream. The bill is stored on disk first, as with the other
 * clients, so that no byte is returned unchecked.
 */
final class OfficialSdkBill implements BillClient {

    private final OkHttpClient okHttp = new OkHttpClient();
    private final HttpClient client;
    private final String uri;

    OfficialSdkBill(TestMerchant merchant, String baseUri) {
        client = OfficialSdk.client(merchant, okHttp);
        uri = baseUri + BillGateway.PATH;
    }

    @Override
    public InputStream bill() throws IOException {
        HttpRequest request = new HttpRequest.Builder()
                .httpMethod(HttpMethod.GET)
                .url(uri)
                .addHeader("Accept", "application/json")
                .build();
        QueryBillEntity announced =
                client.execute(request, QueryBillEntity.class).getServiceResponse();
        try (InputStream file = client.download(announced.getDownloadUrl())) {
            DigestBillEntity bill = new DigestBillEntity(file, announced.getHashValue(), announced.getHashType());
            return CheckedFile.of(bill.getInputStream(), bill::verifyHash);
        }
    }

    @Override
    public void close() {
        okHttp.connectionPool().evictAll();
        okHttp.dispatcher().executorService().shutdown();
    }
}
