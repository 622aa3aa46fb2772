package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Region;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Message;

/**
 * Which merchant an exchange is for: the profile that the URI names, else the one of header CamelWechatpayMerchant, else
 * the one that the component names, else the merchant of the options. Thread-safe.
 */
final class MerchantSelector {

    private final WechatpayEndpoint endpoint;
    private final WechatpayConfiguration options;
    private final MerchantEnvironment environment;
    private final NamedMerchants named;
    private final Map<Region, ReloadableMerchant> own = new ConcurrentHashMap<>();

    MerchantSelector(WechatpayEndpoint endpoint) {
        this.endpoint = endpoint;
        this.options = endpoint.getConfiguration();
        this.environment = endpoint.getComponent().merchantEnvironment(options);
        this.named = new NamedMerchants(endpoint.getComponent(), environment);
    }

    /**
     * A merchant that can sign.
     *
     * @throws IllegalArgumentException when there is no such profile, or options are missing or wrong
     */
    Merchant of(Message message, Region region) {
        return of(name(message), region);
    }

    /**
     * At start: the merchant that is used without a header, unless all are to be profiles.
     *
     * @throws IllegalArgumentException when there is no such profile, or options are missing or wrong
     */
    void check(Region region) {
        boolean chosenLater = options.getMerchant() == null
                && !endpoint.isMerchantFixed()
                && options.getMchid() == null
                && !endpoint.getComponent().profiles().isEmpty();
        if (!chosenLater) {
            of(options.getMerchant(), region);
        }
    }

    private Merchant of(String name, Region region) {
        Merchant merchant = name == null ? own(region) : named(name, region);
        try {
            merchant.requireIdentity();
        } catch (IllegalArgumentException e) {
            throw name == null ? e : new IllegalArgumentException("merchant profile " + name + ": " + e.getMessage());
        }
        return merchant;
    }

    /** A header that is no text names no profile, rather than nobody. */
    private String name(Message message) {
        Object header = endpoint.isMerchantFixed() ? null : message.getHeader(WechatpayConstants.MERCHANT);
        return header == null ? options.getMerchant() : header.toString();
    }

    private Merchant own(Region region) {
        return own.computeIfAbsent(region, r -> endpoint.getComponent().liveMerchant(options, environment, r))
                .get();
    }

    private Merchant named(String name, Region region) {
        return named.find(name, region)
                .orElseThrow(() -> new IllegalArgumentException("There is no merchant profile "
                        + (ProfileRegistry.isName(name)
                                ? name
                                : "of the name given, which is not the name of a profile")
                        + ": bind a MerchantProfile under that name, or change "
                        + (endpoint.isMerchantFixed() || name.equals(options.getMerchant())
                                ? "option merchant"
                                : "header " + WechatpayConstants.MERCHANT)));
    }
}
