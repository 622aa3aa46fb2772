package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {

    private Catalog catalog;

    @BeforeEach
    void compile(@TempDir Path folder) throws IOException {
        catalog = SampleCatalog.of(
                folder,
                Stream.of(
                        "GET v3/x/app-pre-entrust-sign",
                        "GET v3/x/media/video_upload",
                        "GET v3/x/sub_merchants/{sub_mchid}/cards/{card_id}",
                        "GET v3/x/complaints-v2",
                        "GET v3/x/applyment4sub",
                        "GET v3/x/h5/out-trade-no/{out_trade_no}",
                        "POST v3/x/applyments/",
                        "GET v3/x/applyments/{applyment_id}",
                        "POST v3/x/only-with-slash/"));
    }

    @ParameterizedTest
    @CsvSource({
        "v3.x.appPreEntrustSign,                       v3/x/app-pre-entrust-sign",
        "v3.x.app-pre-entrust-sign,                    v3/x/app-pre-entrust-sign",
        "V3.X.AppPreEntrustSign,                       v3/x/app-pre-entrust-sign",
        "v3.x.media.video_upload,                      v3/x/media/video_upload",
        "v3.x.sub_merchants._sub_mchid_.cards._card_id_, v3/x/sub_merchants/{sub_mchid}/cards/{card_id}",
        "v3.x.sub_merchants.$sub_mchid$.cards.$card_id$, v3/x/sub_merchants/{sub_mchid}/cards/{card_id}",
        "v3.x.sub_merchants.{sub_mchid}.cards._card_id_, v3/x/sub_merchants/{sub_mchid}/cards/{card_id}",
        "v3.x.complaintsV2,                            v3/x/complaints-v2",
        "v3.x.applyment4sub,                           v3/x/applyment4sub",
        "v3.x.h5.outTradeNo._out_trade_no_,            v3/x/h5/out-trade-no/{out_trade_no}",
        "v3.x.applyments._applyment_id_,               v3/x/applyments/{applyment_id}",
        "v3.x.applyments._empty_,                      v3/x/applyments/",
        "v3.x.applyments.$noop$,                       v3/x/applyments/",
        "v3.x.applyments.,                             v3/x/applyments/",
        "v3.x.onlyWithSlash._empty_,                   v3/x/only-with-slash/",
    })
    void unfoldsAChain(String chain, String path) {
        assertThat(catalog.unchain(chain)).contains(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "v3",
                "v3..x.complaintsV2",
                ".v3.x.complaintsV2",
                "v3.x.complaintsV2.",
                "v3.x.complaintsv2",
                "v3.x.media.videoUpload",
                "v3.x.onlyWithSlash",
                "v3.x.onlyWithSlash._id_",
                "v3.x.applyments._applymentId_",
                "v3.x.applyments.123",
                "v3.x.applyments._applyment_id$",
                "v3/x/complaints-v2",
            })
    void refusesWhatIsNoTemplate(String chain) {
        assertThat(catalog.unchain(chain)).isEmpty();
    }

    @Test
    void unfoldsEveryTemplateOfTheCatalog() {
        assertThat(Catalog.get().operations())
                .extracting(Operation::path)
                .allSatisfy(
                        path -> assertThat(Catalog.get().unchain(chain(path))).contains(path));
    }

    private static String chain(String path) {
        String dots = path.replaceAll("/$", "._empty_")
                .replaceAll("\\{([^}]+)}", "_$1_")
                .replace('/', '.');
        return Pattern.compile("-(.)")
                .matcher(dots)
                .replaceAll(hit -> hit.group(1).toUpperCase(Locale.ROOT));
    }

    @Test
    void unfoldsTheChainsOfTheDocumentation() {
        assertThat(Catalog.get().unchain("v3.global.papay.contracts.appPreEntrustSign"))
                .contains("v3/global/papay/contracts/app-pre-entrust-sign");
        assertThat(Catalog.get().unchain("v3.marketing.membercardOpen.cards._card_id_.permissionTokens"))
                .contains("v3/marketing/membercard-open/cards/{card_id}/permission-tokens");
    }
}
