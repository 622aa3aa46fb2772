package io.github.camelwechatpay.officialsdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.wechat.pay.java.core.certificate.InMemoryCertificateProvider;
import com.wechat.pay.java.core.cipher.PrivacyDecryptor;
import com.wechat.pay.java.core.cipher.PrivacyEncryptor;
import com.wechat.pay.java.core.cipher.RSAPrivacyDecryptor;
import com.wechat.pay.java.core.cipher.RSAPrivacyEncryptor;
import com.wechat.pay.java.core.cipher.RSAVerifier;
import com.wechat.pay.java.core.cipher.Verifier;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayRequest;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import io.github.camelwechatpay.fixture.UploadedParts;
import io.github.camelwechatpay.json.WireJson;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** WeChat Pay's own SDK judges what stands on the wire. */
class OfficialSdkCallTest extends RawGatewayTestSupport {

    private static final String ECHO = "wechatpay:v3/security/echo";

    /** Lends a merchant with a certificate; no call goes to it. */
    private static WechatpaySandbox owner;

    @BeforeAll
    static void startSandbox() {
        owner = WechatpaySandbox.start();
    }

    @AfterAll
    static void stopSandbox() {
        owner.close();
    }

    @BeforeEach
    void signAsTheOwnerOfTheCertificate() {
        configuration.setMchid(owner.mchid());
        configuration.setMerchantSerialNumber(owner.merchantSerialNumber());
        configuration.setPrivateKey(owner.privateKeyPem());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.camelwechatpay.producer.WireTargetTest#pathValues")
    void itsVerifierAcceptsOurAuthorization(String name, Object value, String encoded) throws Exception {
        startCalling(TOKENS);

        succeed(e -> {
            e.getMessage().setBody(Map.of("activate_type", "AUTO_ACTIVATE", "outer_str", "门店A"));
            e.getMessage().setHeader("card_id", value);
        });

        assertThat(isAccepted(gateway.lastRequest())).isTrue();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.github.camelwechatpay.producer.WireTargetTest#queryValues")
    void itsVerifierAcceptsOurAuthorizationOfAQuery(String name, Map<String, Object> query, String encoded)
            throws Exception {
        startCalling("wechatpay:v3/certificates");

        succeed(e -> e.getMessage().setHeader(WechatpayConstants.QUERY, query));

        assertThat(isAccepted(gateway.lastRequest())).isTrue();
    }

    @Test
    void itsDecryptorReadsOurEncryptedField() throws Exception {
        startCalling(ECHO);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("echo_message", "hello");
        body.put("encrypted_echo_message", "门店 😀");
        Map<String, Object> before = Map.copyOf(body);

        Exchange exchange = succeed(e -> e.getMessage().setBody(body));

        assertThat(body).isEqualTo(before);
        assertThat(exchange.getIn()).isNotNull();
        RawGatewayRequest request = gateway.lastRequest();
        PrivacyDecryptor decryptor = new RSAPrivacyDecryptor(RawGatewayKeys.WECHAT.getPrivate());
        assertThat(sent(request))
                .containsEntry("echo_message", "hello")
                .hasEntrySatisfying(
                        "encrypted_echo_message",
                        text -> assertThat(decryptor.decrypt((String) text)).isEqualTo("门店 😀"));
        assertThat(request.header("Wechatpay-Serial")).isEqualTo(RawGatewayKeys.PUBLIC_KEY_ID);
        assertThat(isAccepted(request)).isTrue();
    }

    @Test
    void weReadTheFieldThatItsEncryptorMakes() throws Exception {
        startCalling(ECHO);
        PrivacyEncryptor encryptor =
                new RSAPrivacyEncryptor(owner.merchantCertificate().getPublicKey(), owner.merchantSerialNumber());
        gateway.otherwise(RawGatewayAnswer.signed(
                200,
                WireJson.write(Map.of("echo_message", "hello", "encrypted_echo_message", encryptor.encrypt("门店 😀")))));

        Exchange exchange = succeed(e -> e.getMessage().setBody(Map.of("echo_message", "hello")));

        assertThat(exchange.getMessage().getBody(Map.class))
                .containsOnly(entry("echo_message", "hello"), entry("encrypted_echo_message", "门店 😀"));
    }

    @Test
    void weSendTheFieldThatItsEncryptorMadeInATextBody() throws Exception {
        startCalling(ECHO);
        PrivacyEncryptor encryptor =
                new RSAPrivacyEncryptor(RawGatewayKeys.WECHAT.getPublic(), RawGatewayKeys.PUBLIC_KEY_ID);
        String json =
                "{ \"echo_message\":\"hello\", \"encrypted_echo_message\":\"" + encryptor.encrypt("secret") + "\" }\n";

        succeed(e -> e.getMessage().setBody(json));

        assertThat(gateway.lastRequest().text()).isEqualTo(json);
        assertThat(isAccepted(gateway.lastRequest())).isTrue();
    }

    @Test
    void itsVerifierAcceptsOurUpload() throws Exception {
        startCalling("wechatpay:v3/merchant/media/upload");

        succeed(e -> {
            e.getMessage().setBody(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n'});
            e.getMessage().setHeader(Exchange.FILE_NAME, "门店 \"A\".png");
        });

        RawGatewayRequest request = gateway.lastRequest();
        assertThat(isAccepted(request, UploadedParts.of(request).metaText())).isTrue();
        assertThat(isAccepted(request, request.text())).isFalse();
    }

    @Test
    void itsDecryptorReadsTheEncryptedFieldOfOurUpload() throws Exception {
        startCalling("wechatpay:v3/marketing/shopping-receipt/shoppingreceipts");

        succeed(e -> {
            e.getMessage()
                    .setBody(Map.of(
                            "file",
                            new byte[] {1},
                            "transaction_id",
                            "4200000000202611210000000001",
                            "openid",
                            "oExample-0123456789_ABCDEFGH",
                            "merchant_contact_information",
                            Map.of("consultation_phone_number", "13800000000")));
            e.getMessage().setHeader(Exchange.FILE_NAME, "receipt.png");
        });

        RawGatewayRequest request = gateway.lastRequest();
        UploadedParts parts = UploadedParts.of(request);
        PrivacyDecryptor decryptor = new RSAPrivacyDecryptor(RawGatewayKeys.WECHAT.getPrivate());
        assertThat(decryptor.decrypt(parts.metaTree()
                        .at("/merchant_contact_information/consultation_phone_number")
                        .textValue()))
                .isEqualTo("13800000000");
        assertThat(isAccepted(request, parts.metaText())).isTrue();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> sent(RawGatewayRequest request) throws Exception {
        return (Map<String, Object>) WireJson.plain(WireJson.parse(request.body()));
    }

    /** The verifier of the SDK over the captured bytes, with the merchant's certificate as the trusted one. */
    private static boolean isAccepted(RawGatewayRequest request) {
        return isAccepted(request, request.text());
    }

    private static boolean isAccepted(RawGatewayRequest request, String signedBody) {
        Verifier verifier = new RSAVerifier(new InMemoryCertificateProvider(List.of(owner.merchantCertificate())));
        String message = request.method()
                + '\n'
                + request.target()
                + '\n'
                + request.authorization("timestamp")
                + '\n'
                + request.authorization("nonce_str")
                + '\n'
                + signedBody
                + '\n';
        return request.authorization("mchid").equals(owner.mchid())
                && verifier.verify(request.authorization("serial_no"), message, request.authorization("signature"));
    }
}
