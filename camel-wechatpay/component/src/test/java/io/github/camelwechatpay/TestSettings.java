package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Region;
import java.time.Duration;

/** Makes the settings of a merchant from the options of an endpoint, for tests without a component. */
final class TestSettings {

    private TestSettings() {}

    static MerchantSettings of(WechatpayConfiguration options, Region region) {
        MerchantEnvironment environment = new MerchantEnvironment(
                options.getCryptoProvider(),
                Duration.ofMillis(options.getMaxClockSkew()),
                options.getBaseUri(),
                options.getBackupBaseUri(),
                options.getGatewayPath(),
                null);
        return MerchantSettings.of(options, environment, region);
    }
}
