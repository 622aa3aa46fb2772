package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Notification;
import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.Delivery;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SigningKey;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.logging.log4j.Level;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route gets of a notification, and what WeChat Pay gets for it. */
class ConsumerEventTest extends NotifyTestSupport {

    private static final String RESOURCE = "{\"contract_id\":\"中-1\",\"plan_id\":12345678901234567890,\"amount\":0.10,"
            + "\"payer\":{\"openid\":\"o1\"},\"list\":[{\"id\":1},null]}";

    /** Has the encrypted members of all four events. */
    private static final String ENCRYPTED_INSIDE =
            "{\"phone_number\":\"13800138000\",\"user_name\":\"张三\",\"user_information\":"
                    + "{\"common_field_list\":[{\"name\":\"NAME\",\"value\":\"张三\"},{\"name\":\"X\",\"value\":\"y\"}],"
                    + "\"custom_field_list\":[{\"name\":\"n\",\"user_chosen_values\":[\"a\",\"b\"]}]}}";

    /** Public fields and unknown members are what the user's mapper makes of them. */
    public record Contract(String contract_id, java.math.BigInteger plan_id, Map<String, Object> payer) {}

    static List<String> eventTypes() {
        return Catalog.get().notifications().stream()
                .map(Notification::eventType)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("eventTypes")
    void deliversEachEventOfTheCatalogAndAnswersSuccess(String eventType) throws Exception {
        startConsuming(CONSUMER);

        Delivery delivery = deliver(SandboxNotification.of(eventType, RESOURCE));

        assertThat(delivery.status()).isEqualTo(200);
        assertThat(delivery.body()).isEqualTo("{\"code\":\"SUCCESS\",\"message\":\"成功\"}");
        Message message = received();
        assertThat(message.getHeader(WechatpayConstants.EVENT_TYPE)).isEqualTo(eventType);
        assertThat(message.getBody(Map.class)).containsEntry("contract_id", "中-1");
    }

    @Test
    void setsTheHeadersOfANotificationAndNoOthers() throws Exception {
        startConsuming(CONSUMER);

        deliver(SandboxNotification.of("MEMBERCARD.ACTIVATE_CARD", RESOURCE));

        Message message = received();
        assertThat(message.getHeaders())
                .containsOnlyKeys(
                        WechatpayConstants.MCHID,
                        WechatpayConstants.EVENT_TYPE,
                        WechatpayConstants.NOTIFICATION_ID,
                        WechatpayConstants.CREATE_TIME,
                        WechatpayConstants.RESOURCE_TYPE,
                        WechatpayConstants.ORIGINAL_TYPE,
                        WechatpayConstants.SUMMARY,
                        WechatpayConstants.REQUEST_ID,
                        WechatpayConstants.SERIAL)
                .containsEntry(WechatpayConstants.MCHID, sandbox.mchid())
                .containsEntry(WechatpayConstants.EVENT_TYPE, "MEMBERCARD.ACTIVATE_CARD")
                .containsEntry(WechatpayConstants.RESOURCE_TYPE, "encrypt-resource")
                .containsEntry(WechatpayConstants.ORIGINAL_TYPE, "membercard")
                .containsEntry(WechatpayConstants.SERIAL, sandbox.platformSerialNumber());
        assertThat(message.getHeader(WechatpayConstants.NOTIFICATION_ID, String.class))
                .hasSize(36);
        assertThat(message.getHeader(WechatpayConstants.REQUEST_ID, String.class))
                .isNotEmpty();
        assertThat(message.getHeader(WechatpayConstants.SUMMARY, String.class)).isNotEmpty();
        assertThat(OffsetDateTime.parse(message.getHeader(WechatpayConstants.CREATE_TIME, String.class)))
                .isNotNull();
    }

    @Test
    void namesThePublicKeyThatVerified() throws Exception {
        startConsuming(CONSUMER);

        Delivery delivery = deliver(contract().signWith(SigningKey.PUBLIC_KEY));

        assertThat(delivery.status()).isEqualTo(200);
        assertThat(received().getHeader(WechatpayConstants.SERIAL)).isEqualTo(sandbox.publicKeyId());
    }

    @Test
    void givesAMapThatIsAlsoJson() throws Exception {
        startConsuming(CONSUMER);

        deliver(SandboxNotification.of(SIGNED, RESOURCE));

        Message message = received();
        Map<?, ?> body = message.getBody(Map.class);
        assertThat(body.get("payer")).isEqualTo(Map.of("openid", "o1"));
        assertThat(message.getBody(String.class))
                .contains("\"plan_id\":12345678901234567890")
                .contains("\"amount\":0.10");
        assertThat(new String(message.getBody(byte[].class), StandardCharsets.UTF_8))
                .isEqualTo(message.getBody(String.class));
        try (InputStream in = message.getBody(InputStream.class)) {
            assertThat(in.readAllBytes()).isEqualTo(message.getBody(byte[].class));
        }
        assertThat(message.getBody(Contract.class).contract_id()).isEqualTo("中-1");
    }

    @Test
    void givesTextAsItWasEncrypted() throws Exception {
        startConsuming(CONSUMER + "?bodyType=text");

        deliver(SandboxNotification.of(SIGNED, RESOURCE));

        assertThat(received().getBody()).isEqualTo(RESOURCE);
    }

    @Test
    void givesBytesAsTheyWereEncrypted() throws Exception {
        startConsuming(CONSUMER + "?bodyType=bytes");

        deliver(SandboxNotification.of(SIGNED, RESOURCE));

        assertThat(received().getBody()).isEqualTo(RESOURCE.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givesAnObjectOfAClass() throws Exception {
        startConsuming(CONSUMER + "?bodyType=" + Contract.class.getName());

        deliver(SandboxNotification.of(SIGNED, RESOURCE));

        assertThat(received().getBody())
                .isEqualTo(
                        new Contract("中-1", new java.math.BigInteger("12345678901234567890"), Map.of("openid", "o1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?eventTypes=PAPAY.TERMINATE", "?bodyType=" + "java.time.Instant"})
    void forgesNoLineOfTheLog(String options) throws Exception {
        String forged = "\\u000aERROR forged \\u202e\\u2028";
        byte[] body = ("{\"id\":\"EV" + forged + "\",\"create_time\":\"2026-11-21T08:00:00+08:00" + forged
                        + "\",\"event_type\":\"PAPAY.SIGN" + forged + "\",\"resource_type\":\"encrypt-resource" + forged
                        + "\",\"summary\":\"signed" + forged + "\",\"resource\":"
                        + sandbox.encryptResource("{\"contract_id\":\"1\"}", "contract") + '}')
                .getBytes(StandardCharsets.UTF_8);
        List<String> lines;
        try (NotifyLog log = NotifyLog.of(Level.TRACE, "io.github.camelwechatpay")) {
            startConsuming(CONSUMER + options);
            client().post(PATH, sandbox.sign(body), body);
            client().post(PATH, sandbox.sign(body), body);
            lines = log.lines();
        }

        assertThat(lines)
                .anyMatch(line -> line.contains("EV ERROR forged"))
                .allSatisfy(line -> assertThat(line).doesNotContain("\nERROR", "\u202e", "\u2028"));
        if (options.isEmpty()) {
            assertThat(received().getHeaders().values())
                    .allSatisfy(value -> assertThat(String.valueOf(value)).doesNotContain("\n", "\u202e", "\u2028"));
            assertThat(received().getHeader(WechatpayConstants.NOTIFICATION_ID)).isEqualTo("EV ERROR forged   ");
            assertThat(received().getHeader(WechatpayConstants.EVENT_TYPE)).isEqualTo("PAPAY.SIGN ERROR forged   ");
            assertThat(received().getHeader(WechatpayConstants.SUMMARY)).isEqualTo("signed ERROR forged   ");
        }
    }

    static List<Notification> withEncryptedFields() {
        return Catalog.get().notifications().stream()
                .filter(notification -> Field.isAnyEncrypted(notification.fields()))
                .toList();
    }

    @Test
    void knowsTheFourEventsWithASecondEncryptionInside() {
        assertThat(withEncryptedFields())
                .extracting(Notification::eventType)
                .containsExactly(
                        "BRAND_MEMBER_CARD_SP.USER_CARD.CREATE",
                        "BRAND_MEMBER_CARD_SP.USER_CARD.DELETE",
                        "MCHTRANSFER.QQWALLETBILL.FINISHED",
                        "MEMBERCARD.ACCEPT_CARD");
    }

    @ParameterizedTest
    @MethodSource("withEncryptedFields")
    void decryptsTheSecondEncryptionInside(Notification notification) throws Exception {
        startConsuming(CONSUMER + "?bodyType=text");

        deliver(SandboxNotification.of(notification.eventType(), ENCRYPTED_INSIDE));

        assertThat(received().getBody(String.class)).isEqualTo(ENCRYPTED_INSIDE);
    }

    @Test
    void leavesAMemberEmptyThatIsEncryptedInside() throws Exception {
        startConsuming(CONSUMER);

        Delivery delivery =
                deliver(SandboxNotification.of("MEMBERCARD.ACCEPT_CARD", Map.of("card_id", "c", "phone_number", "")));

        assertThat(delivery.status()).isEqualTo(200);
        assertThat(received().getBody(Map.class)).containsEntry("phone_number", "");
    }

    @Test
    void leavesTheSecondEncryptionToTheRouteWhereEncryptionIsOff() throws Exception {
        startConsuming(CONSUMER + "?encryption=off");

        deliver(SandboxNotification.of("MEMBERCARD.ACCEPT_CARD", ENCRYPTED_INSIDE));

        assertThat(received().getBody(Map.class).get("phone_number"))
                .asInstanceOf(InstanceOfAssertFactories.STRING)
                .hasSize(344)
                .isBase64();
    }

    @Test
    void deliversWithoutAssociatedData() throws Exception {
        startConsuming(CONSUMER);

        Delivery delivery = deliver(contract().withoutAssociatedData());

        assertThat(delivery.status()).isEqualTo(200);
        assertThat(received().getBody(Map.class)).containsKey("contract_id");
    }

    @Test
    void deliversTheOriginalTypeAsItCame() throws Exception {
        startConsuming(CONSUMER);

        deliver(SandboxNotification.of("TRANSACTION.SUCCESS", RESOURCE).originalType("profitsharing"));

        assertThat(received().getHeader(WechatpayConstants.ORIGINAL_TYPE)).isEqualTo("profitsharing");
    }

    @Test
    void deliversADuplicateOnce() throws Exception {
        startConsuming(CONSUMER);

        Delivery delivery = deliver(contract().fault(io.github.camelwechatpay.sandbox.NotificationFault.DUPLICATE));

        assertThat(delivery.status()).isEqualTo(200);
        assertThat(notified().getExchanges()).hasSize(1);
    }

    private Message received() {
        assertThat(notified().getExchanges()).hasSize(1);
        return notified().getExchanges().get(0).getMessage();
    }
}
