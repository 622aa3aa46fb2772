package io.github.camelwechatpay.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceNetworksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "127.0.0.1 | 127.0.0.1 | true",
                "127.0.0.1 | 127.0.0.2 | false",
                "10.0.0.0/8 | 10.255.255.255 | true",
                "10.0.0.0/8 | 11.0.0.0 | false",
                "101.226.103.0/25 | 101.226.103.127 | true",
                "101.226.103.0/25 | 101.226.103.128 | false",
                "203.0.113.7/32 | 203.0.113.7 | true",
                "0.0.0.0/0 | 203.0.113.7 | true",
                "0.0.0.0/0 | ::1 | false",
                "192.0.2.1, 10.0.0.0/8 ,::1 | ::1 | true",
                "::1 | 0:0:0:0:0:0:0:1 | true",
                "2001:db8::/32 | 2001:db8:ffff::1 | true",
                "2001:db8::/33 | 2001:db8:ffff::1 | false",
                "10.0.0.0/8 | ::ffff:10.1.2.3 | true",
                "wechatpay | 101.226.103.5 | true",
                "wechatpay | 43.139.43.69 | true",
                "wechatpay | 127.0.0.1 | false",
                "127.0.0.1,wechatpay | 127.0.0.1 | true",
                "10.0.0.0/8 | localhost | false",
                "10.0.0.0/8 | '' | false"
            })
    void knowsWhatItContains(String networks, String address, boolean expected) {
        assertThat(SourceNetworks.of(networks).contain(address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "10.0.0.0/33",
                "::1/129",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "10.0.0/8",
                "10.0.0.256",
                "localhost",
                "api.mch.weixin.qq.com",
                "10.0.0.1,",
                "WECHATPAY",
                ":::1",
                "/8",
                "1234"
            })
    void refusesWhatIsNoNetwork(String networks) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceNetworks.of(networks))
                .withMessageStartingWith("Option allowedSources has ")
                .withMessageContaining("203.0.113.0/24");
    }
}
