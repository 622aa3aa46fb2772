package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.TestComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.NotifyClient;
import io.github.camelwechatpay.fixture.NotifyClient.Reply;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import io.github.camelwechatpay.sandbox.Sm2Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Notifications of a merchant with the national algorithms, and what it refuses. */
class Sm2NotificationTest extends NotifyTestSupport {

    private static final String TYPE = "Wechatpay-Signature-Type";
    private static final String RSA = "WECHATPAY2-SHA256-RSA2048";
    private static final String SM2 = "WECHATPAY2-SM2-WITH-SM3";

    @Override
    protected WechatpayConfiguration configuration() {
        WechatpayConfiguration configuration = super.configuration();
        Sm2Credentials sm2 = sandbox.sm2();
        configuration.setSignatureType("sm2");
        configuration.setMerchantSerialNumber(sm2.merchantSerialNumber());
        configuration.setPrivateKey(sm2.privateKeyPem());
        configuration.setPublicKeyId(null);
        configuration.setPublicKey(null);
        configuration.setPlatformCertificates(sm2.platformCertificatePem());
        return configuration;
    }

    private static SandboxNotification national() {
        return contract().signWith(SigningKey.SM2);
    }

    @Test
    void reachesTheRouteDecrypted() throws Exception {
        startConsuming(CONSUMER);

        assertThat(deliver(national()).status()).isEqualTo(200);

        Message message = notified().getExchanges().get(0).getMessage();
        assertThat(message.getBody(Map.class)).containsEntry("contract_id", "202611210001");
        assertThat(message.getHeader(WechatpayConstants.SERIAL))
                .isEqualTo(sandbox.sm2().platformSerialNumber());
    }

    @Test
    void verifiesWithACertificateThatIsDownloaded() throws Exception {
        component.getConfiguration().setPlatformCertificates("auto");
        startConsuming(CONSUMER);

        assertThat(deliver(national()).status()).isEqualTo(200);
        assertThat(sandbox.requests())
                .extracting(request -> request.target())
                .containsExactly("/v3/certificates?algorithm_type=SM2");
    }

    @Test
    void decryptsTheFieldsThatAreEncryptedTwice() throws Exception {
        startConsuming(CONSUMER);

        SandboxNotification card = SandboxNotification.of(
                "MEMBERCARD.ACCEPT_CARD",
                Map.of("event_type", "NEW_ACTIVATE", "card_id", "c", "phone_number", "13800138000"));
        assertThat(deliver(card.signWith(SigningKey.SM2)).status()).isEqualTo(200);

        assertThat(notified().getExchanges().get(0).getMessage().getBody(Map.class))
                .containsEntry("phone_number", "13800138000");
    }

    @Test
    void leavesAFieldThatIsEncryptedTwiceEmpty() throws Exception {
        startConsuming(CONSUMER);

        SandboxNotification card = SandboxNotification.of(
                "MEMBERCARD.ACCEPT_CARD", Map.of("event_type", "NEW_ACTIVATE", "card_id", "c", "phone_number", ""));
        assertThat(deliver(card.signWith(SigningKey.SM2)).status()).isEqualTo(200);

        assertThat(notified().getExchanges().get(0).getMessage().getBody(Map.class))
                .containsEntry("phone_number", "");
    }

    @ParameterizedTest
    @EnumSource(value = NotificationFault.class, mode = EnumSource.Mode.EXCLUDE, names = "DUPLICATE")
    void refusesWhatTheSandboxMakesWrong(NotificationFault fault) throws Exception {
        startConsuming(CONSUMER);

        assertThat(deliver(national().fault(fault)).status()).isEqualTo(401);
        assertThat(notified().getExchanges()).isEmpty();
    }

    @Test
    void refusesAChangeOfAnyByteOfTheSignatureAndTheBody() throws Exception {
        startConsuming(CONSUMER);
        SignedNotification right = sandbox.signedNotification(national());
        String signature = right.headers().get("Wechatpay-Signature");
        for (int i = 0; i < signature.length(); i++) {
            String changed = signature.substring(0, i) + (char) (signature.charAt(i) ^ 1) + signature.substring(i + 1);
            Map<String, String> headers = NotifyClient.with(right.headers(), "Wechatpay-Signature", changed);

            assertRefused(client().post(PATH, headers, right.body()));
        }
        for (int i = 0; i < right.body().length; i++) {
            byte[] body = right.body();
            body[i] ^= 1;

            assertRefused(client().post(PATH, right.headers(), body));
        }
    }

    /** What is signed and encrypted with which algorithms, and the type that the headers say. */
    private record Mixture(SigningKey signature, SigningKey content, UnaryOperator<Map<String, String>> change) {

        Reply post(NotifyClient client) throws IOException {
            String envelope =
                    "{\"id\":\"EV-1\",\"create_time\":\"2026-11-21T12:00:00+08:00\",\"event_type\":\"" + SIGNED
                            + "\",\"resource_type\":\"encrypt-resource\",\"resource\":"
                            + sandbox.encryptResource("{\"contract_id\":\"1\"}", "contract", content) + '}';
            byte[] body = envelope.getBytes(StandardCharsets.UTF_8);
            return client.post(PATH, change.apply(sandbox.sign(body, signature)), body);
        }
    }

    private static Arguments row(String name, SigningKey signature, SigningKey content) {
        return row(name, signature, content, UnaryOperator.identity());
    }

    private static Arguments row(
            String name, SigningKey signature, SigningKey content, UnaryOperator<Map<String, String>> change) {
        return arguments(name, new Mixture(signature, content, change));
    }

    private static UnaryOperator<Map<String, String>> called(String type) {
        return headers -> NotifyClient.with(headers, TYPE, type);
    }

    private static UnaryOperator<Map<String, String>> inTheNameOf(String type, String serial) {
        return headers -> NotifyClient.with(NotifyClient.with(headers, TYPE, type), "Wechatpay-Serial", serial);
    }

    static Stream<Arguments> downgrades() {
        SigningKey rsa = SigningKey.PLATFORM;
        SigningKey sm2 = SigningKey.SM2;
        return Stream.of(
                row("RSA", rsa, rsa),
                row("RSA around SM4", rsa, sm2),
                row("SM2 around AES", sm2, rsa),
                row("RSA called SM2", rsa, sm2, called(SM2)),
                row(
                        "RSA in the name of the SM2 key",
                        rsa,
                        sm2,
                        headers -> inTheNameOf(SM2, sandbox.sm2().platformSerialNumber())
                                .apply(headers)),
                row("SM2 called RSA", sm2, sm2, called(RSA)),
                row("SM2 without a type", sm2, sm2, headers -> NotifyClient.without(headers, TYPE)),
                row("SM2 with an empty type", sm2, sm2, called("")),
                row("SM2 with an unknown type", sm2, sm2, called("WECHATPAY2-SM2")),
                row("public key", SigningKey.PUBLIC_KEY, sm2, called(SM2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("downgrades")
    void anSm2MerchantTakesNothingButSm2AndSm4(String name, Mixture mixture) throws Exception {
        startConsuming(CONSUMER);

        assertRefused(mixture.post(client()));
    }

    @Test
    void takesTheSameWhereNothingIsMixed() throws Exception {
        startConsuming(CONSUMER);

        assertThat(new Mixture(SigningKey.SM2, SigningKey.SM2, UnaryOperator.identity())
                        .post(client())
                        .status())
                .isEqualTo(200);
        assertThat(notified().getExchanges()).hasSize(1);
    }

    static Stream<Arguments> upgrades() {
        SigningKey rsa = SigningKey.PLATFORM;
        SigningKey sm2 = SigningKey.SM2;
        return Stream.of(
                row("SM2", sm2, sm2),
                row("SM2 around AES", sm2, rsa),
                row("RSA around SM4", rsa, sm2),
                row("SM2 called RSA", sm2, rsa, called(RSA)),
                row("SM2 without a type", sm2, rsa, headers -> NotifyClient.without(headers, TYPE)),
                row(
                        "SM2 in the name of the RSA key",
                        sm2,
                        rsa,
                        headers ->
                                inTheNameOf(RSA, sandbox.platformSerialNumber()).apply(headers)),
                row("RSA called SM2", rsa, rsa, called(SM2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("upgrades")
    void anRsaMerchantTakesNothingButRsaAndAes(String name, Mixture mixture) throws Exception {
        component.setConfiguration(super.configuration());
        startConsuming(CONSUMER);

        assertRefused(mixture.post(client()));
    }

    @Test
    void profilesOfBothKindsShareAnAddress() throws Exception {
        context.getRegistry().bind("rsa", profile(super.configuration()));
        context.getRegistry().bind("sm2", profile(configuration()));
        startConsuming("wechatpay:notify/{merchant}");

        assertThat(status("rsa", contract())).isEqualTo(200);
        assertThat(status("sm2", national())).isEqualTo(200);
        assertThat(status("rsa", national())).isEqualTo(401);
        assertThat(status("sm2", contract())).isEqualTo(401);
        assertThat(notified().getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader(WechatpayConstants.MERCHANT))
                .containsExactly("rsa", "sm2");
    }

    private int status(String profile, SandboxNotification notification) {
        return sandbox.notify("http://127.0.0.1:" + port() + "/notify/" + profile, notification)
                .status();
    }

    private static MerchantProfile profile(WechatpayConfiguration configuration) {
        MerchantProfile profile = new MerchantProfile();
        profile.setMchid(configuration.getMchid());
        profile.setMerchantSerialNumber(configuration.getMerchantSerialNumber());
        profile.setPrivateKey(TestComponent.privateKey(configuration));
        profile.setSecretKey(TestComponent.secretKey(configuration));
        profile.setPlatformCertificates(configuration.getPlatformCertificates());
        profile.setSignatureType(configuration.getSignatureType());
        return profile;
    }

    private void assertRefused(Reply reply) {
        assertThat(reply.status()).isIn(400, 401);
        assertThat(notified().getExchanges()).isEmpty();
    }
}
