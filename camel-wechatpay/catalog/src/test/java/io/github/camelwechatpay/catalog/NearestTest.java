package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

    private final Catalog catalog = Catalog.get();

    @ParameterizedTest
    @CsvSource({
        "v3/ebike/charge/contract/preopen,                     v3/ebike/charge/contracts/preopen",
        "v3/ebike/charge/contracts/pre-open,                   v3/ebike/charge/contracts/preopen",
        "/v3/ebike/charge/contracts/preopne,                   v3/ebike/charge/contracts/preopen",
        "v3/ebike/charge/preopen,                              v3/ebike/charge/contracts/preopen",
        "/v3/pay/transaction/jsapi,                            v3/pay/transactions/jsapi",
        "v3/applyment4sub/applyment,                           v3/applyment4sub/applyment/",
        "v3/pay/partner/transactions/out_trade_no/123,         v3/pay/partner/transactions/out-trade-no/{out_trade_no}",
        "v3/refund/domestic/refund,                            v3/refund/domestic/refunds",
        "V3/Certificates/,                                     v3/certificates",
        "certificates,                                         v3/certificates",
        "v3/globe/certificates,                                v3/global/certificates",
        "v3/marketing/membercard-open/card/pbLatjvWOibDc5TBnbUk1/permission-token, v3/marketing/membercard-open/cards/{card_id}/permission-tokens",
        "v3/marketing/membercard_open/cards/{id}/permission_tokens, v3/marketing/membercard-open/cards/{card_id}/permission-tokens",
    })
    void offersThePathThatWasMeant(String path, String meant) {
        assertThat(catalog.nearestPaths(path, 3)).first().isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "v3.global.papay.contract.appPreEntrustSign, v3/global/papay/contracts/app-pre-entrust-sign",
        "v3.global.papay.contracts.apppreentrustsign, v3/global/papay/contracts/app-pre-entrust-sign",
        "v3.merchant.media.videoUpload, v3/merchant/media/video_upload",
        "v3.marketing.membercardOpen.cards._cardId_.permissionTokens, v3/marketing/membercard-open/cards/{card_id}/permission-tokens",
    })
    void offersThePathOfTheChainThatWasMeant(String chain, String meant) {
        assertThat(catalog.nearestChains(chain, 3)).first().isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({
        "PAPAY.SIGNED,        PAPAY.SIGN",
        "papay.sign,          PAPAY.SIGN",
        "TRANSACTION_SUCESS,  TRANSACTION.SUCCESS",
        "TRASNACTION.SUCCESS, TRANSACTION.SUCCESS",
        "REFUND.SUCCES,       REFUND.SUCCESS",
        "USER_OPEN_SERVICE,   PAYSCORE.USER_OPEN_SERVICE",
    })
    void offersTheEventTypeThatWasMeant(String eventType, String meant) {
        assertThat(catalog.nearestEventTypes(eventType, 3)).first().isEqualTo(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "foo/bar", "v3/nonsense", "v4/pay/refund/abc"})
    void offersNothingThatIsNotAlike(String path) {
        assertThat(catalog.nearestPaths(path, 3)).isEmpty();
        assertThat(catalog.nearestEventTypes(path, 3)).isEmpty();
    }

    @Test
    void keepsTheLimit() {
        assertThat(catalog.nearestPaths("v3/certificates", 1)).containsExactly("v3/certificates");
        assertThat(catalog.nearestPaths("v3/certificates", 0)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> catalog.nearestPaths("v3/certificates", -1));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "'', ab, 2",
        "abc, abc, 0",
        "abc, abd, 1",
        "abc, acb, 1",
        "abc, bc, 1",
        "kitten, sitting, 3",
        "abcd, badc, 2",
    })
    void countsTypingMistakes(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }
}
