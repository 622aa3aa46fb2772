package io.github.camelwechatpay.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.crypto.KeySigner;
import io.github.camelwechatpay.crypto.TestKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class MerchantIdentityTest {

    private static final String BODY = "{\"activate_type\":\"AUTO_ACTIVATE\",\"outer_str\":\"门店A\"}";
    private static final String TARGET = "/v3/marketing/membercard-open/cards/a%2Fb/permission-tokens?x=%20";
    private static final Call CALL = new Call(
            "POST",
            URI.create("https://localhost/"),
            "/stripped",
            TARGET,
            BODY.getBytes(StandardCharsets.UTF_8),
            "application/json",
            "",
            null);

    private final TestClock clock = new TestClock();

    @Test
    void writesTheAuthorizationValue() throws Exception {
        MerchantIdentity merchant = merchant(TestKeys.MERCHANT.getPrivate());

        String value = merchant.authorize(CALL);

        String head = "WECHATPAY2-SHA256-RSA2048 mchid=\"1900000109\",nonce_str=\"593BEC0C930BF1AFEB40B4A08C8FB242\","
                + "timestamp=\"1554208460\",serial_no=\"1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C\",signature=\"";
        assertThat(value).startsWith(head).endsWith("\"").hasSize(head.length() + 344 + 1);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(TestKeys.MERCHANT.getPublic());
        signature.update(("POST\n" + TARGET + "\n1554208460\n593BEC0C930BF1AFEB40B4A08C8FB242\n" + BODY + "\n")
                .getBytes(StandardCharsets.UTF_8));
        assertThat(signature.verify(Base64.getDecoder().decode(value.substring(head.length(), head.length() + 344))))
                .isTrue();
    }

    @Test
    void sendsNothingWhenTheKeyCannotSign() {
        MerchantIdentity merchant = merchant(TestKeys.EC.getPrivate());

        assertThatExceptionOfType(WechatpayCallException.class)
                .isThrownBy(() -> merchant.authorize(CALL))
                .withMessageContaining("check option requestSigner, or privateKey and cryptoProvider")
                .satisfies(e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT));
    }

    @Test
    void keepsItsSignerToItself() {
        assertThat(merchant(TestKeys.MERCHANT.getPrivate()))
                .hasToString("merchant 1900000109, certificate 1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C");
    }

    private MerchantIdentity merchant(PrivateKey key) {
        return new MerchantIdentity(
                "1900000109",
                "1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C",
                new KeySigner(key, TestKeys.PROVIDER),
                clock,
                () -> TestMessage.NONCE);
    }
}
