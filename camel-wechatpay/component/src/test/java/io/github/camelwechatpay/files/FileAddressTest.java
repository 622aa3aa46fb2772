package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileAddressTest {

    private static final String BILL = "/v3/billdownload/file?token=6XIv-5TwV_1%2Bx%2f+a~b%20c==&tartype=gzip&&x";
    private static final URI SANDBOX = URI.create("http://127.0.0.1:8080/");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.mch.weixin.qq.com",
                "api2.mch.weixin.qq.com",
                "apihk.mch.weixin.qq.com",
                "API.MCH.Weixin.qq.com:443",
                "api2.wechatpay.cn"
            })
    void takesThePathOfAnApiHostByteByByteAndSignsIt(String host) throws Exception {
        FileAddress address = FileAddress.of("https://" + host + BILL, null);

        assertThat(address.origin()).hasScheme("https").hasPort(-1);
        assertThat(address.origin().getHost())
                .isEqualToIgnoringCase(host.replace(":443", "").toLowerCase());
        assertThat(address.target()).isEqualTo(BILL);
        assertThat(address.signed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"pay.wechatpay.cn", "fraud.mch.weixin.qq.com", "api.pay.wechatpay.cn", "x.api.mch.weixin.qq.com"
            })
    void doesNotSignForOtherHostsOfWechatPay(String host) throws Exception {
        FileAddress address = FileAddress.of("https://" + host + BILL, SANDBOX);

        assertThat(address).isEqualTo(new FileAddress(URI.create("https://" + host + "/"), BILL, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.mch.weixin.qq.com/v3/f",
                "https://api.mch.weixin.qq.com:8443/v3/f",
                "https://api.mch.weixin.qq.com:99999/v3/f",
                "https://user@api.mch.weixin.qq.com/v3/f",
                "https://api.mch.weixin.qq.com@evil.example/v3/f",
                "https://evil.example/v3/f?https://api.mch.weixin.qq.com/",
                "https://evil.example/.mch.weixin.qq.com",
                "https://api.mch.weixin.qq.com.evil.example/v3/f",
                "https://apimch.weixin.qq.com/v3/f",
                "https://evilwechatpay.cn/v3/f",
                "https://wechatpay.cn/v3/f",
                "https://mch.weixin.qq.com/v3/f",
                "https://.mch.weixin.qq.com/v3/f",
                "https://api.mch.weixin.qq.com./v3/f",
                "https://-.wechatpay.cn/v3/x",
                "https://-a.wechatpay.cn/v3/x",
                "https://a-.wechatpay.cn/v3/x",
                "https://a.-.mch.weixin.qq.com/v3/x",
                "https://a..wechatpay.cn/v3/x",
                "https://a_b.wechatpay.cn/v3/x",
                "https://pay.wechatpay.cn./v3/x",
                "https://pay.wechatpay.cn:/v3/x",
                "https://pay.wechatpay.cn:0/v3/x",
                "https://支付.wechatpay.cn/v3/x",
                "https://pay。wechatpay.cn/v3/x",
                "https://%70ay.wechatpay.cn/v3/x",
                "https:///v3/x",
                "https:/pay.wechatpay.cn/v3/x",
                "https:pay.wechatpay.cn/v3/x",
                "https:\\\\pay.wechatpay.cn\\v3/x",
                " https://pay.wechatpay.cn/v3/x",
                "https://127.0.0.1/v3/f",
                "https://169.254.169.254/latest",
                "https://[::1]/v3/f",
                "http://127.0.0.1:8081/v3/f",
                "https://127.0.0.1:8080/v3/f",
                "http://localhost:8080/v3/f",
                "file:///etc/passwd",
                "https://api.mch.weixin.qq.com",
                "https://api.mch.weixin.qq.com/v3/f#x",
                "https://api.mch.weixin.qq.com/v3/f\r\nHost: x",
                "https://api.mch.weixin.qq.com/v3/a b",
                "https://api.mch.weixin.qq.com\\@evil.example/",
                "//api.mch.weixin.qq.com/v3/f",
                "/v3/f",
                ""
            })
    void refusesEveryOtherAddress(String url) {
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> FileAddress.of(url, SANDBOX))
                .withMessageContaining("download_url")
                .withMessageNotContaining("/v3");
    }

    @Test
    void refusesANameThatIsTooLong() throws Exception {
        String label = "a".repeat(63);
        assertThat(FileAddress.of("https://" + label + ".wechatpay.cn/x", null).origin())
                .hasHost(label + ".wechatpay.cn");

        for (String host : List.of(label + "a.wechatpay.cn", (label + '.').repeat(4) + "wechatpay.cn")) {
            assertThatExceptionOfType(FileException.class)
                    .isThrownBy(() -> FileAddress.of("https://" + host + "/x", null))
                    .withMessageContaining("download_url is refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.wechatpay.cn", "a--b.wechatpay.cn", "xn--1.wechatpay.cn", "HTTPS.wechatpay.cn"})
    void takesEveryHostName(String host) throws Exception {
        assertThat(FileAddress.of("HTTPS://" + host + "/x", null).origin()).hasHost(host.toLowerCase(Locale.ROOT));
    }

    @Test
    void goesToTheAddressOfOptionBaseUriWhereTheAnswerNamesIt() throws Exception {
        assertThat(FileAddress.of("http://127.0.0.1:8080" + BILL, URI.create("http://127.0.0.1:8080/hk/")))
                .isEqualTo(new FileAddress(SANDBOX, BILL, true));
        assertThat(FileAddress.of("https://proxy.example" + BILL, URI.create("https://proxy.example:443/"))
                        .signed())
                .isTrue();
    }

    @Test
    void replacesAnApiHostByOptionBaseUriAsForEveryCall() throws Exception {
        assertThat(FileAddress.of("https://api.mch.weixin.qq.com" + BILL, URI.create("https://proxy.example/x/")))
                .isEqualTo(new FileAddress(URI.create("https://proxy.example/"), BILL, true));
    }

    @Test
    void keepsTheHostOfTheAnswerWhereOptionBaseUriIsWechatPays() throws Exception {
        assertThat(FileAddress.of("https://apihk.mch.weixin.qq.com" + BILL, URI.create("https://api2.wechatpay.cn/"))
                        .origin())
                .hasHost("apihk.mch.weixin.qq.com");
    }
}
