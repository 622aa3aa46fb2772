package io.github.camelwechatpay.sandbox.internal.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.fixture.RawClient;
import io.github.camelwechatpay.sandbox.fixture.SandboxTestSupport;
import io.github.camelwechatpay.sandbox.fixture.TestCrypto;
import io.github.camelwechatpay.sandbox.fixture.WireAnswer;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Merchants beside the one that the sandbox begins with. */
class ManyMerchantsTest extends SandboxTestSupport {
    private static final String MCHID = "1900000109";
    private static final String SECRET_KEY = "0123456789abcdef0123456789ABCDEF";
    private static final KeyPair KEYS = KeyPairs.generate();

    private static String serialNumber;

    @BeforeAll
    static void addMerchant() {
        serialNumber = CertificateAuthority.serialNumber(sandbox.addMerchant(MCHID, KEYS.getPublic(), SECRET_KEY));
    }

    private static RawClient.Request get(String mchid, String serial, PrivateKey key) {
        return new RawClient(sandbox, key)
                .request("GET", "/v3/certificates")
                .with("mchid", mchid)
                .with("serial_no", serial);
    }

    private static RawClient.Request get(String serial, PrivateKey key) {
        return get(MCHID, serial, key);
    }

    @Test
    void knowsEachMerchantByItsOwnKey() throws Exception {
        WireAnswer own = get(serialNumber, KEYS.getPrivate()).send();

        assertThat(own.status()).isEqualTo(200);
        JsonNode sealed = own.json().at("/data/0/encrypt_certificate");
        assertThat(TestCrypto.openResource(
                        SECRET_KEY,
                        sealed.path("nonce").asText(),
                        sealed.path("associated_data").asText(),
                        sealed.path("ciphertext").asText()))
                .isEqualTo(sandbox.platformCertificatePem());
        assertThat(get(sandbox.mchid(), sandbox.merchantSerialNumber(), sandbox.privateKey())
                        .send()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refusesTheKeyOfAnotherMerchant() {
        assertThat(get(serialNumber, sandbox.privateKey()).send().field()).isEqualTo("signature");
        assertThat(get(sandbox.merchantSerialNumber(), sandbox.privateKey())
                        .send()
                        .field())
                .isEqualTo("serial_no");
        assertThat(get(sandbox.mchid(), serialNumber, KEYS.getPrivate()).send().field())
                .isEqualTo("serial_no");
        assertThat(get("1900000110", serialNumber, KEYS.getPrivate()).send().field())
                .isEqualTo("mchid");
    }

    @Test
    void refusesTheNumberOfAnotherMerchantInTheQuery() {
        String order = "/v3/pay/transactions/out-trade-no/order-1?mchid=";

        WireAnswer own = new RawClient(sandbox).get(order + sandbox.mchid());
        WireAnswer others = new RawClient(sandbox).get(order + MCHID);

        assertThat(own.code()).isEqualTo("ORDER_NOT_EXIST");
        assertThat(others.code()).isEqualTo("PARAM_ERROR");
        assertThat(others.field()).isEqualTo("/mchid");
    }

    @Test
    void takesOldAndNewCertificateUntilTheOldOneIsRevoked() {
        KeyPair other = KeyPairs.generate();
        String mchid = "1900000111";
        String first = CertificateAuthority.serialNumber(sandbox.addMerchant(mchid, KEYS.getPublic(), SECRET_KEY));
        String second = CertificateAuthority.serialNumber(sandbox.issueMerchantCertificate(mchid, other.getPublic()));

        assertThat(get(mchid, first, KEYS.getPrivate()).send().status()).isEqualTo(200);
        assertThat(get(mchid, second, other.getPrivate()).send().status()).isEqualTo(200);
        assertThat(get(mchid, first, other.getPrivate()).send().field()).isEqualTo("signature");

        sandbox.revokeMerchantCertificate(mchid, first);

        assertThat(get(mchid, first, KEYS.getPrivate()).send().field()).isEqualTo("serial_no");
        assertThat(get(mchid, second, other.getPrivate()).send().status()).isEqualTo(200);
    }

    @Test
    void encryptsNotificationsForTheMerchantThatTheyAreFor() throws Exception {
        String resource = "{\"mchid\":\"" + MCHID + "\"}";

        JsonNode sealed = new ObjectMapper()
                .readTree(sandbox.signedNotification(SandboxNotification.of("REFUND.SUCCESS", resource)
                                .mchid(MCHID))
                        .body())
                .path("resource");

        assertThat(TestCrypto.openResource(
                        SECRET_KEY,
                        sealed.path("nonce").asText(),
                        sealed.path("associated_data").asText(),
                        sealed.path("ciphertext").asText()))
                .isEqualTo(resource);
    }

    @Test
    void saysWhichMerchantItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.signedNotification(
                        SandboxNotification.of("REFUND.SUCCESS", Map.of()).mchid("1900000999")))
                .withMessageContaining("no merchant 1900000999");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.addMerchant(MCHID, KEYS.getPublic(), SECRET_KEY))
                .withMessageContaining("already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.revokeMerchantCertificate(MCHID, "AA"))
                .withMessageContaining("no certificate");
    }
}
