package io.github.camelwechatpay.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {

    @ParameterizedTest
    @CsvSource({"cn, CN", "HK, HK", "' us ', US", "Eu, EU"})
    void readsNamesInAnyCase(String name, Region region) {
        assertThat(Region.of(name)).isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "uk", "hk/"})
    void refusesOtherNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Region.of(name))
                .withMessage("Unknown region \"" + name + "\": set option region to one of cn, hk, us, eu");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.mch.weixin.qq.com/, CN",
        "https://api.mch.weixin.qq.com/hk/, HK",
        "https://apihk.mch.weixin.qq.com/global/, HK",
        "https://apius.mch.weixin.qq.com/, US",
        "https://apieu.mch.weixin.qq.com/, EU",
        "http://localhost:8080/hk/, CN"
    })
    void belongsToAnAddress(URI base, Region region) {
        assertThat(Region.at(base)).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource({
        "CN, v3/certificates",
        "HK, v3/global/certificates",
        "US, v3/global/certificates",
        "EU, v3/global/certificates"
    })
    void hasItsListOfCertificates(Region region, String path) {
        assertThat(region.certificatesPath()).isEqualTo(path);
    }
}
