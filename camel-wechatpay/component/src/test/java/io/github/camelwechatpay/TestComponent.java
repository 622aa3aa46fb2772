package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Transport;
import io.github.camelwechatpay.concurrent.SigningQueue;
import io.github.camelwechatpay.merchant.MerchantEnvironment;
import io.github.camelwechatpay.merchant.Merchants;
import io.github.camelwechatpay.transport.NameLookup;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/** Opens to tests of other packages what the component keeps to its own package. */
public final class TestComponent {

    private TestComponent() {}

    /** Sets the clock that signs and verifies; before the component starts. */
    public static void setClock(WechatpayComponent component, Clock clock) {
        component.setClock(clock);
    }

    /** Sets the source of nonces; before the component starts. */
    public static void setNonces(WechatpayComponent component, Supplier<String> nonces) {
        component.setNonces(nonces);
    }

    /** Sets what asks the name servers; before the component starts. */
    public static void setNames(WechatpayComponent component, NameLookup names) {
        component.setNames(names);
    }

    public static Merchants merchants(WechatpayComponent component) {
        return component.merchants();
    }

    public static MerchantEnvironment environment(WechatpayComponent component, WechatpayConfiguration configuration) {
        return component.merchantEnvironment(configuration);
    }

    public static ScheduledExecutorService refresher(WechatpayComponent component) {
        return component.refresher();
    }

    public static SigningQueue signingQueue(WechatpayComponent component) {
        return component.signingQueue();
    }

    public static Transport transport(WechatpayComponent component, WechatpayConfiguration configuration) {
        return component.transport(configuration);
    }

    public static boolean isRegionFixed(WechatpayEndpoint endpoint) {
        return endpoint.isRegionFixed();
    }

    public static WechatpayConfiguration copy(WechatpayConfiguration configuration) {
        return configuration.copy();
    }

    public static Object privateKey(WechatpayConfiguration configuration) {
        return configuration.getPrivateKey();
    }

    public static String secretKey(WechatpayConfiguration configuration) {
        return configuration.getSecretKey();
    }

    /** Returns the names of the options of a merchant. */
    public static Set<String> merchantOptions() {
        return MerchantOptions.NAMES;
    }
}
