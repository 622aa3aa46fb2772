package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelwechatpay.BillDecryptor;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.CipherInputStream;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A strict gateway gives its files to a call that names the operation only. */
class FileSandboxTest extends SandboxTestSupport {

    private static final String SEALED = "wechatpay:v3/bill/sub-merchant-fundflowbill?query.bill_date=2026-01-01"
            + "&query.sub_mchid=1900000109&query.algorithm=AEAD_AES_256_GCM&query.account_type=BASIC&responseType=stream";

    @TempDir
    Path directory;

    @BeforeEach
    void keepFilesApart() {
        component.getConfiguration().setSpoolDirectory(directory.toString());
    }

    private Exchange download(String uri, Map<String, Object> headers) throws Exception {
        startCalling(uri);
        return template.request("direct:call", e -> e.getMessage().setHeaders(headers));
    }

    private String text(String uri) throws Exception {
        Exchange exchange = download(uri, Map.of());
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tradebill?query.bill_date=2026-01-01",
                "fundflowbill?query.bill_date=2026-01-01",
                "tradebill?query.bill_date=2026-01-01&query.tar_type=GZIP"
            })
    void givesABill(String bill) throws Exception {
        assertThat(text("wechatpay:v3/bill/" + bill + "&responseType=stream"))
                .startsWith("\uFEFF")
                .contains("`SUCCESS");
        assertThat(sandbox.requests()).allMatch(request -> request.verdict().equals("OK"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "file"})
    void givesABillUnderTheNamesOfWechatPay(String responseType) throws Exception {
        throughProxy();

        assertThat(text("wechatpay:v3/bill/tradebill?query.bill_date=2026-01-01&responseType=" + responseType))
                .contains("`SUCCESS");
        assertThat(sandbox.requests()).allMatch(request -> request.host().isPresent());
    }

    @Test
    void givesAReceipt() throws Exception {
        assertThat(text("wechatpay:v3/fund-app/mch-transfer/elecsign/out-bill-no/b1?responseType=stream"))
                .startsWith("%PDF");
    }

    @Test
    void givesAStatement() throws Exception {
        assertThat(text("wechatpay:v3/global/statements?query.date=20260101&responseType=stream"))
                .contains("`SUCCESS");
    }

    @Test
    void opensAnEncryptedBillWithTheBeanOfTheOption() throws Exception {
        component.getConfiguration().setBillDecryptor(FileSandboxTest::open);

        assertThat(text(SEALED + "&query.tar_type=GZIP")).startsWith("\uFEFF").contains("`SUCCESS");
    }

    @Test
    void handsNothingOnThatTheBeanOpenedWrongly() throws Exception {
        component.getConfiguration().setBillDecryptor((bill, ciphertext) -> ciphertext);

        Exchange exchange = download(SEALED, Map.of());

        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        WechatpayCallException.class,
                        e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNVERIFIED))
                .hasMessageContaining("hash_value");
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    @Test
    void handsNothingOnThatTheBeanCannotOpen() throws Exception {
        component.getConfiguration().setBillDecryptor((bill, ciphertext) -> {
            throw new GeneralSecurityException("tag does not match");
        });

        assertThat(download(SEALED, Map.of()).getException())
                .isInstanceOfSatisfying(
                        WechatpayCallException.class,
                        e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNVERIFIED))
                .hasMessageContaining("tag does not match");
    }

    @Test
    void namesTheOptionWithoutTheBean() throws Exception {
        assertThat(catchThrowable(() -> download(SEALED, Map.of()))).hasStackTraceContaining("billDecryptor");
    }

    /** As the sandbox seals it; the real one is not documented. */
    private static InputStream open(BillDecryptor.EncryptedBill bill, InputStream ciphertext)
            throws GeneralSecurityException, IOException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(bill.key(), "AES"),
                new GCMParameterSpec(128, bill.nonce().getBytes(StandardCharsets.US_ASCII)));
        return new CipherInputStream(ciphertext, cipher);
    }
}
