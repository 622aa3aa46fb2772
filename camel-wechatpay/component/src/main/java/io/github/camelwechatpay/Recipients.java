package io.github.camelwechatpay;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.WechatpayNotificationException.Reason;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.notification.Notification;
import io.github.camelwechatpay.notification.NotificationReader;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who the notifications of a path are for: the one merchant of the options, or the merchant profile that the path names.
 * Thread-safe.
 */
@FunctionalInterface
interface Recipients {

    /** The last segment of a path, where it names the profile. */
    String PLACEHOLDER = "{merchant}";

    Pattern NAME = Pattern.compile("[0-9A-Za-z_.~-]{1,128}");

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
                JsonNode number = notification.resource().path(member);
                if (number.isValueNode() && !number.isNull()) {
                    if (!number.asText().equals(merchant.mchid())) {
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

    /** @throws WechatpayNotificationException when the path names nobody */
    Recipient of(HttpNotification http) throws WechatpayNotificationException;

    static Recipients only(Merchant merchant) {
        merchant.requireResourceCipher();
        Recipient recipient = new Recipient(null, merchant);
        return http -> recipient;
    }

    /** @param options of the endpoint; those of the profile come before them */
    static Recipients named(WechatpayComponent component, WechatpayConfiguration options) {
        Region region = Region.orDefault(options.getRegion());
        return http -> {
            String name = http.lastSegment();
            // By type: nothing else of the registry is looked at, or made, for a name that anybody may send
            MerchantProfile profile = NAME.matcher(name).matches()
                    ? component
                            .getCamelContext()
                            .getRegistry()
                            .findByTypeWithName(MerchantProfile.class)
                            .get(name)
                    : null;
            if (profile == null) {
                throw new WechatpayNotificationException(
                        Reason.WRONG_MERCHANT,
                        "Notification refused: its path names no merchant profile"
                                + " - bind a MerchantProfile under the name that the notify_url ends in");
            }
            try {
                Recipient recipient = new Recipient(name, component.merchant(profile.applyTo(options), region));
                recipient.merchant().requireResourceCipher();
                return recipient;
            } catch (RuntimeException e) {
                throw new WechatpayNotificationException(
                        Reason.CONFIGURATION,
                        "Notification not handled: merchant profile " + name + " is incomplete or wrong: "
                                + e.getMessage(),
                        e);
            }
        };
    }
}
