package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.MerchantOptions;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.call.Region;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Selects the merchant of an exchange: the profile that the URI names, else that of header CamelWechatpayMerchant, else
 * that of the component, else the merchant of the options. Thread-safe.
 */
public final class MerchantSelector {

    private final Merchants merchants;
    private final MerchantEnvironment environment;
    private final MerchantOptions options;
    private final @Nullable String profile;
    private final boolean fixed;
    private final Merchants.ByProfile profiles;
    private final Map<Region, ReloadableMerchant> own = new ConcurrentHashMap<>();

    /**
     * @param options options of the merchant that is used if no profile is named
     * @param profile value of option merchant, null if it is not set
     * @param fixed whether the URI itself selects the merchant, so that the header is ignored
     */
    public MerchantSelector(
            Merchants merchants,
            MerchantEnvironment environment,
            MerchantOptions options,
            @Nullable String profile,
            boolean fixed) {
        this.merchants = merchants;
        this.environment = environment;
        this.options = options;
        this.profile = profile;
        this.fixed = fixed;
        this.profiles = merchants.byProfile(environment);
    }

    /**
     * Returns a merchant that can sign.
     *
     * @throws IllegalArgumentException if there is no such profile, or options are missing or wrong
     */
    public Merchant of(Message message, Region region) {
        return of(name(message), region);
    }

    /**
     * Checks, at start, the merchant that is used without a header. Without such a merchant, profiles must be bound.
     *
     * @throws IllegalArgumentException if there is no such profile, or options are missing or wrong
     */
    public void check(Region region) {
        boolean chosenLater = profile == null && !fixed && options.getMchid() == null && merchants.hasProfiles();
        if (!chosenLater) {
            of(profile, region);
        }
    }

    private Merchant of(@Nullable String name, Region region) {
        Merchant merchant = name == null ? own(region) : named(name, region);
        try {
            merchant.requireIdentity();
        } catch (IllegalArgumentException e) {
            throw name == null ? e : new IllegalArgumentException("merchant profile " + name + ": " + e.getMessage());
        }
        return merchant;
    }

    /** Returns null for the merchant of the options. A header that is not text selects an unknown profile. */
    private @Nullable String name(Message message) {
        Object header = fixed ? null : message.getHeader(WechatpayConstants.MERCHANT);
        return header == null ? profile : header.toString();
    }

    private Merchant own(Region region) {
        return own.computeIfAbsent(region, r -> merchants.of(options, environment, r))
                .get();
    }

    private Merchant named(String name, Region region) {
        return profiles.find(name, region)
                .orElseThrow(() -> new IllegalArgumentException("There is no merchant profile "
                        + (ProfileRegistry.isName(name)
                                ? name
                                : "of the name given, which is not the name of a profile")
                        + ": bind a MerchantProfile under that name, or change "
                        + (fixed || name.equals(profile)
                                ? "option merchant"
                                : "header " + WechatpayConstants.MERCHANT)));
    }
}
