package io.github.camelwechatpay.sandbox.officialsdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.wechat.pay.java.core.RSAPublicKeyConfig;
import com.wechat.pay.java.core.cipher.AeadAesCipher;
import com.wechat.pay.java.core.http.HttpClient;
import com.wechat.pay.java.service.billdownload.BillDownloadServiceExtension;
import com.wechat.pay.java.service.billdownload.DigestBillEntity;
import com.wechat.pay.java.service.billdownload.model.GetFundFlowBillRequest;
import com.wechat.pay.java.service.billdownload.model.GetTradeBillRequest;
import com.wechat.pay.java.service.certificate.CertificateService;
import com.wechat.pay.java.service.file.FileUploadService;
import com.wechat.pay.java.service.marketingbankpackages.MarketingBankPackagesServiceExtension;
import com.wechat.pay.java.service.partnerpayments.app.AppServiceExtension;
import com.wechat.pay.java.service.payments.jsapi.JsapiServiceExtension;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.Upload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations of the official Java SDK that take no request object, or do more with an answer than read it. */
class OfficialSdkOperationExtensionTest {
    private static final byte[] FILE = {1, '\r', '\n', 2};

    private static WechatpaySandbox sandbox;
    private static OfficialSdk sdk;
    private static RSAPublicKeyConfig config;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        sandbox = WechatpaySandbox.start();
        sdk = new OfficialSdk(sandbox);
        config = sdk.publicKeyConfig();
        client = sdk.client(config);
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

    private static void assertExecuted(String method, String path) {
        assertThat(sandbox.executions(path)).isOne();
        assertThat(sandbox.requests())
                .allSatisfy(request -> assertThat(request.verdict()).isEqualTo("OK"))
                .extracting(ReceivedRequest::method)
                .contains(method);
    }

    private static <T> T filled(Class<T> type) throws ReflectiveOperationException {
        Map<String, String> values = Map.of("mchid", sandbox.mchid(), "sp_mchid", sandbox.mchid());
        return type.cast(new OfficialSdkOperationRequest(values, Set.of()).fill(type));
    }

    @Test
    void uploadsAnImageAndAVideo() {
        FileUploadService files =
                new FileUploadService.Builder().httpClient(client).build();
        String meta = "{\"filename\":\"门店.mp4\",\"sha256\":\"" + Upload.sha256(FILE) + "\"}";

        assertThat(files.uploadVideo(
                                "https://api.mch.weixin.qq.com/v3/merchant/media/video_upload", meta, "a.mp4", FILE)
                        .getMediaId())
                .isNotEmpty();
        assertExecuted("POST", "v3/merchant/media/video_upload");
        assertThat(files.uploadImage("https://api.mch.weixin.qq.com/v3/merchant/media/upload", meta, "a.png", FILE)
                        .getMediaId())
                .isNotEmpty();
        assertExecuted("POST", "v3/merchant/media/upload");
    }

    @Test
    void downloadsTheCertificate() {
        CertificateService certificates =
                new CertificateService.Builder().httpClient(client).build();

        assertThat(certificates.downloadCertificate(
                        new AeadAesCipher(sandbox.secretKey().getBytes(StandardCharsets.UTF_8))))
                .containsExactly(sandbox.platformCertificate());
        assertExecuted("GET", "v3/certificates");
    }

    @Test
    void downloadsBillsWhoseDigestIsRight() throws Exception {
        BillDownloadServiceExtension bills = new BillDownloadServiceExtension.Builder()
                .httpClient(client)
                .decryptor(config.createDecryptor())
                .build();

        assertWhole(bills.getTradeBill(filled(GetTradeBillRequest.class)));
        assertExecuted("GET", "v3/bill/tradebill");
        assertWhole(bills.getFundFlowBill(filled(GetFundFlowBillRequest.class)));
        assertExecuted("GET", "v3/bill/fundflowbill");
    }

    private static void assertWhole(DigestBillEntity bill) throws IOException {
        assertThat(new String(bill.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("SUCCESS");
        assertThat(bill.verifyHash()).isTrue();
    }

    @Test
    void uploadsABankPackageOfEncryptedNumbers() {
        MarketingBankPackagesServiceExtension packages = new MarketingBankPackagesServiceExtension.Builder()
                .httpClient(client)
                .encryptor(config.createEncryptor())
                .build();

        assertThat(packages.uploadPackage("p1", "ICBC", "users.csv", new ArrayList<>(List.of("o1", "o2")))
                        .getTaskId())
                .isNotEmpty();
        assertExecuted("POST", "v3/marketing/bank/packages/{package_id}/tasks");
    }

    @Test
    void signsWhatTheBuyersClientNeeds() throws Exception {
        var own = new JsapiServiceExtension.Builder()
                .config(config)
                .httpClient(client)
                .build()
                .prepayWithRequestPayment(filled(com.wechat.pay.java.service.payments.jsapi.model.PrepayRequest.class));
        assertSigned(own.getPaySign(), own.getAppId(), own.getTimeStamp(), own.getNonceStr(), own.getPackageVal());
        assertThat(own.getPackageVal()).startsWith("prepay_id=");
        assertExecuted("POST", "v3/pay/transactions/jsapi");

        sandbox.reset();
        var provided = new AppServiceExtension.Builder()
                .config(config)
                .httpClient(client)
                .build()
                .prepayWithRequestPayment(
                        filled(com.wechat.pay.java.service.partnerpayments.app.model.PrepayRequest.class), "wx1");
        assertSigned(
                provided.getSign(), "wx1", provided.getTimestamp(), provided.getNonceStr(), provided.getPrepayId());
        assertExecuted("POST", "v3/pay/partner/transactions/app");
    }

    private static void assertSigned(String signature, String... lines) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(sandbox.merchantCertificate());
        verifier.update((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
        assertThat(verifier.verify(Base64.getDecoder().decode(signature))).isTrue();
    }
}
