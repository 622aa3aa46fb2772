package io.github.camelwechatpay.consumer;

import io.github.camelwechatpay.WechatpayNotificationException;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.merchant.Merchant;
import io.github.camelwechatpay.merchant.MerchantEnvironment;
import io.github.camelwechatpay.merchant.Merchants;
import io.github.camelwechatpay.merchant.ReloadableMerchant;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationReader;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the merchant that a notification is for: the merchant of the options, or the profile that option merchant or
 * the path names. Implementations are thread-safe.
 */
@FunctionalInterface
public interface RecipientResolver {

    /** Ends a path whose last segment names the profile. */
    String PLACEHOLDER = "{merchant}";

    /**
     * Represents the merchant whose keys verify and decrypt a notification.
     *
     * @param profile name of the profile, null for the merchant of the options
     */
    record Recipient(@Nullable String profile, Merchant merchant) {

        NotificationReader reader() {
            return new NotificationReader(merchant.verifier(), merchant.requireResourceCipher());
        }

        /**
         * Checks that the content is about the merchant of the profile. In provider mode the number of the service
         * provider is compared. The merchant of the options is not compared.
         *
         * @throws WechatpayNotificationException if the content names another merchant
         */
        void check(Notification notification) throws WechatpayNotificationException {
            if (profile == null) {
                return;
            }
            for (String member : List.of("sp_mchid", "mchid")) {
                Object number = notification.resource() instanceof Map<?, ?> content ? content.get(member) : null;
                if (number instanceof String || number instanceof Number || number instanceof Boolean) {
                    if (!number.toString().equals(merchant.mchid())) {
                        throw new WechatpayNotificationException(
                                Reason.WRONG_MERCHANT,
                                "Notification " + notification.id() + " refused: its " + member
                                        + " is not that of merchant profile " + profile
                                        + " - check the profile's mchid, and the notify_url of that merchant");
                    }
                    return;
                }
            }
        }
    }

    /**
     * Returns the merchant that a request is for.
     *
     * @throws WechatpayNotificationException if the request names no merchant, or its profile is incomplete or wrong
     */
    Recipient of(HttpNotification http) throws WechatpayNotificationException;

    /**
     * Returns a resolver that always finds the merchant of the options.
     *
     * @throws IllegalArgumentException if option secretKey is missing
     */
    static RecipientResolver only(ReloadableMerchant merchant) {
        merchant.get().requireResourceCipher();
        return http -> new Recipient(null, merchant.get());
    }

    /**
     * Returns a resolver that always finds the merchant of a profile.
     *
     * @throws IllegalArgumentException if no profile is bound under the name
     */
    static RecipientResolver profile(String name, Merchants merchants, MerchantEnvironment environment, Region region) {
        RecipientResolver recipients = byName(
                merchants.byProfile(environment),
                region,
                http -> name,
                () -> new WechatpayNotificationException(
                        Reason.CONFIGURATION,
                        "Notification not handled: the merchant profile of option merchant is no longer bound"
                                + " - bind a MerchantProfile under that name"));
        if (!merchants.hasProfile(name)) {
            throw new IllegalArgumentException("There is no merchant profile of the name in option merchant: bind a"
                    + " MerchantProfile under that name before the route starts");
        }
        return recipients;
    }

    /**
     * Returns a resolver that finds the merchant of the profile that the path names.
     *
     * @param path ends with the placeholder
     */
    static RecipientResolver named(String path, Merchants merchants, MerchantEnvironment environment, Region region) {
        String literal = path.substring(0, path.length() - PLACEHOLDER.length());
        return byName(
                merchants.byProfile(environment),
                region,
                http -> http.segmentAfter(literal),
                () -> new WechatpayNotificationException(
                        Reason.WRONG_MERCHANT,
                        "Notification refused: its path names no merchant profile"
                                + " - bind a MerchantProfile under the name that the notify_url ends in"));
    }

    private static RecipientResolver byName(
            Merchants.ByProfile merchants,
            Region region,
            Function<HttpNotification, @Nullable String> naming,
            Supplier<WechatpayNotificationException> noProfile) {
        return http -> {
            String name = naming.apply(http);
            if (name == null) {
                throw noProfile.get();
            }
            try {
                Merchant merchant = merchants.find(name, region).orElseThrow(noProfile);
                merchant.requireResourceCipher();
                return new Recipient(name, merchant);
            } catch (RuntimeException e) {
                throw new WechatpayNotificationException(
                        Reason.CONFIGURATION, "Notification not handled: " + e.getMessage(), e);
            }
        };
    }
}
