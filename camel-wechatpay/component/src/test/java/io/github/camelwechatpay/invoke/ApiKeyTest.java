package io.github.camelwechatpay.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    /** The example of WeChat Pay's own page on signatures of APIv2. */
    @Test
    void signsTheDocumentedExample() throws Exception {
        ApiKey key = new ApiKey("192006250b4c09247ec02edce69f6a2d");

        assertThat(key.sign(new TreeMap<>(Map.of(
                        "appid", "wxd930ea5d5a258f4f",
                        "mch_id", "10000100",
                        "device_info", "1000",
                        "body", "test",
                        "nonce_str", "ibuaiVcKdpRxkhJA"))))
                .isEqualTo("6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6");
    }
}
