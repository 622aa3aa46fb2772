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

/**
 * Finds the merchant that a notification is for: the merchant of the options, or the profile that option merchant or the
 * path names. Thread-safe.
 */
@FunctionalInterface
public interface RecipientResolver {

    /** The last segment of a path, where it names the profile. */
    String PLACEHOLDER = "{merchant}";

    /**
     * A merchant whose keys open notifications.
     *
     * @param profile name of the profile, null for the merchant of the options
     */
    record Recipient(String profile, Merchant merchant) {

        NotificationReader reader() {
            return new NotificationReader(merchant.verifier(), merchant.requireResourceCipher());
        }

        /**
         * Whether content that this merchant's keys opened is about this merchant: in provider mode it is the provider's
         * number that counts.
         *
         * @throws WechatpayNotificationException when it names another one
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

    /** @throws WechatpayNotificationException when the path names no merchant */
    Recipient of(HttpNotification http) throws WechatpayNotificationException;

    static RecipientResolver only(ReloadableMerchant merchant) {
        merchant.get().requireResourceCipher();
        return http -> new Recipient(null, merchant.get());
    }

    /** @throws IllegalArgumentException when no profile is bound under the name */
    static RecipientResolver profile(String name, Merchants merchants, MerchantEnvironment environment, Region region) {
        RecipientResolver recipients = byName(
                merchants.byProfile(environment),
                region,
                http -> name,
                () -> new WechatpayNotificationException(
                        Reason.CONFIGURATION,
                        "Notification not handled: the merchant profile of option merchant is bound no more"
                                + " - bind a MerchantProfile under that name"));
        if (!merchants.hasProfile(name)) {
            throw new IllegalArgumentException("There is no merchant profile of the name in option merchant: bind a"
                    + " MerchantProfile under that name before the route starts");
        }
        return recipients;
    }

    /** @param path ends with the placeholder */
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
            Function<HttpNotification, String> naming,
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
