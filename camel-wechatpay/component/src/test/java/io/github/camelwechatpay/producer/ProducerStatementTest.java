package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement is signed over its digest, not over its bytes. */
class ProducerStatementTest extends RawGatewayTestSupport {

    private static final byte[] CSV = "`date,`amount\r\n`20261120,`0.01\r\n门".getBytes(StandardCharsets.UTF_8);

    private RawGatewayAnswer statement;

    @BeforeEach
    void sign() throws Exception {
        String sha1 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(CSV));
        Map<String, String> signature =
                RawGatewayKeys.sign(("{\"sha1\":\"" + sha1 + "\"}").getBytes(StandardCharsets.US_ASCII));
        statement = RawGatewayAnswer.with(200, "text/csv", CSV, signature).and("Wechatpay-Statement-Sha1", sha1);
    }

    private Exchange download(String path) throws Exception {
        startCalling("wechatpay:" + path + "?query.date=20261120&responseType=bytes");
        return call((Object) null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v3/global/statements", "v3/statements"})
    void verifiesTheSignatureOverTheDigestOfWhatCame(String path) throws Exception {
        gateway.otherwise(statement);

        Exchange exchange = download(path);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(CSV);
        assertThat(exchange.getMessage().getHeader(WechatpayConstants.SERIAL)).isEqualTo(RawGatewayKeys.PUBLIC_KEY_ID);
    }

    @Test
    void refusesAChangedStatementAlthoughItsHeaderSaysTheSignedDigest() throws Exception {
        byte[] changed = CSV.clone();
        changed[20] ^= 1;
        gateway.otherwise(statement.withBody(changed));

        assertUnverified(download("v3/global/statements"));
    }

    @Test
    void refusesAStatementThatIsSignedOverItsBytes() throws Exception {
        gateway.otherwise(RawGatewayAnswer.signed(200, CSV));

        assertUnverified(download("v3/global/statements"));
    }

    private static void assertUnverified(Exchange exchange) {
        assertThat(exchange.getException())
                .isInstanceOfSatisfying(
                        WechatpayCallException.class,
                        e -> assertThat(e.getOutcome()).isEqualTo(Outcome.UNVERIFIED));
        assertThat(exchange.getMessage().getBody()).isNull();
    }
}
