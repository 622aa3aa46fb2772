package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.crypto.CryptoProvider;
import io.github.camelwechatpay.crypto.FieldCipher;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalog says of a query: encrypted values, the caller's number, their validation. */
class ProducerQueryTest extends RawGatewayTestSupport {

    private static final String GUIDES = "wechatpay:v3/smartguide/guides?method=GET";
    private static final String MOBILE = "13800138000";

    private static void query(Exchange exchange, Map<String, ?> query) {
        exchange.getMessage().setHeader(WechatpayConstants.QUERY, query);
    }

    private Map<String, String> sent() {
        Map<String, String> parameters = new LinkedHashMap<>();
        String target = gateway.lastRequest().target();
        for (String parameter : target.substring(target.indexOf('?') + 1).split("&")) {
            String[] pair = parameter.split("=", 2);
            parameters.put(pair[0], URLDecoder.decode(pair[1].replace("+", "%2B"), StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String decrypted(String value) throws Exception {
        return new FieldCipher(CryptoProvider.platform()).decrypt(RawGatewayKeys.WECHAT.getPrivate(), value);
    }

    @ParameterizedTest(name = "option: {0}")
    @ValueSource(booleans = {true, false})
    void encryptsAMarkedValueUnderTheKeyThatTheSerialNames(boolean option) throws Exception {
        startCalling(option ? GUIDES + "&query.mobile=" + MOBILE + "&query.store_id=1" : GUIDES);
        Map<String, Object> given = Map.of("mobile", MOBILE, "store_id", 1);

        Exchange exchange = succeed(e -> {
            if (!option) {
                query(e, given);
            }
        });

        assertThat(sent()).containsOnlyKeys("mobile", "store_id").containsEntry("store_id", "1");
        assertThat(decrypted(sent().get("mobile"))).isEqualTo(MOBILE);
        assertThat(gateway.lastRequest().header("Wechatpay-Serial")).isEqualTo(RawGatewayKeys.PUBLIC_KEY_ID);
        if (!option) {
            assertThat(exchange.getMessage().getHeader(WechatpayConstants.QUERY))
                    .isEqualTo(given);
        }
    }

    @Test
    void leavesAMarkedValueToTheCallerWhereEncryptionIsOff() throws Exception {
        startCalling(GUIDES + "&encryption=off");

        succeed(e -> query(e, Map.of("mobile", "encrypted by the caller+/=")));

        assertThat(sent()).containsEntry("mobile", "encrypted by the caller+/=");
    }

    @Test
    void leavesAMarkedValueEmpty() throws Exception {
        startCalling(GUIDES + "&validation=off");

        succeed(e -> query(e, Map.of("mobile", "")));

        assertThat(sent()).containsEntry("mobile", "");
    }

    @Test
    void saysThatAMarkedValueIsEncryptedAlready() throws Exception {
        startCalling(GUIDES);
        String sealed = new FieldCipher(CryptoProvider.platform()).encrypt(RawGatewayKeys.WECHAT.getPublic(), MOBILE);

        assertThat(call(e -> query(e, Map.of("mobile", sealed))).getException())
                .hasMessageContaining("Field /mobile of the query looks encrypted already");
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void refusesAValueThatIsTooLongToEncryptNamingIt() throws Exception {
        startCalling(GUIDES);

        Exchange exchange = call(e -> query(e, Map.of("mobile", "9".repeat(215))));

        assertThat(exchange.getException()).isInstanceOfSatisfying(WechatpayCallException.class, e -> {
            assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(e)
                    .hasMessageContaining("Field /mobile of the query is 215 bytes of UTF-8 long, at most 214")
                    .hasMessageNotContaining("99999");
        });
        assertThat(gateway.requests()).isEmpty();
    }

    static List<Operation> operationsWithMchid() {
        return Catalog.get().operations().stream()
                .filter(operation -> operation.query().stream()
                        .anyMatch(field -> field.name().equals("mchid")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operationsWithMchid")
    void saysTheCallersNumberWhereTheQueryIsDocumentedWithIt(Operation operation) throws Exception {
        startCalling("wechatpay:" + operation.path() + "?method=" + operation.method() + "&validation=off");

        // Whatever becomes of the answer: that of a statement would have to be signed in another way
        call(e -> {
            Map<String, Object> path = new LinkedHashMap<>();
            operation.pathParameters().forEach(field -> path.put(field.name(), "1"));
            e.getMessage().setHeader(WechatpayConstants.PATH, path);
            e.getMessage().setBody(Map.of());
        });

        assertThat(sent()).containsEntry("mchid", RawGatewayKeys.MCHID);
    }

    @Test
    void knowsThe26OperationsWithTheCallersNumberInTheQuery() {
        assertThat(operationsWithMchid()).hasSize(26);
    }

    @Test
    void leavesANumberThatTheCallerGave() throws Exception {
        startCalling("wechatpay:v3/pay/transactions/out-trade-no/o1?query.mchid=1900000999");

        succeed(e -> {});

        assertThat(sent()).containsOnly(Map.entry("mchid", "1900000999"));
    }

    @Test
    void refusesAQueryThatDiffersWhenAskedToNamingEachParameterAndNoValue() throws Exception {
        startCalling("wechatpay:v3/realname/verify?validation=fail");

        Exchange exchange = call(e -> query(
                e, Map.of("credential_type", "99", "encrypted_name", "Zhang San", "wxp_trade_no", "t1", "unknwon", 1)));

        assertThat(exchange.getException()).isInstanceOfSatisfying(WechatpayCallException.class, e -> {
            assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT);
            assertThat(e.isRetryable()).isFalse();
            assertThat(e)
                    .hasMessageContaining("The query differs from what is documented")
                    .hasMessageContaining("/credential_type is none of the documented values [1, 2, 5, 9, 12, 17, 19]")
                    .hasMessageContaining("/encrypted_credential_id is required and missing")
                    .hasMessageContaining("/unknwon is not documented")
                    .hasMessageNotContaining("Zhang");
        });
        assertThat(gateway.requests()).isEmpty();
    }
}
