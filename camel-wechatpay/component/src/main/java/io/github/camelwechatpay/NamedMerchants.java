package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Region;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The merchants of the profiles, for the options of an endpoint. Thread-safe. */
final class NamedMerchants {

    private record Place(String profile, Region region) {}

    private final WechatpayComponent component;
    private final MerchantEnvironment environment;

    /** Of profiles that were bound once, so it has an end. */
    private final Map<Place, ReloadableMerchant> places = new ConcurrentHashMap<>();

    NamedMerchants(WechatpayComponent component, MerchantEnvironment environment) {
        this.component = component;
        this.environment = environment;
    }

    /**
     * The merchant of the profile that is bound under the name now, empty when there is none.
     *
     * @throws IllegalArgumentException when the profile is incomplete or wrong
     */
    Optional<Merchant> find(String name, Region region) {
        return component.profiles().find(name).flatMap(profile -> merchant(name, profile, region));
    }

    private Optional<Merchant> merchant(String name, MerchantProfile profile, Region region) {
        ReloadableMerchant live = places.computeIfAbsent(
                new Place(name, region), place -> component.liveMerchant(place.profile, environment, place.region));
        try {
            return live.of(
                    profile,
                    () -> component.profiles().bound(name),
                    bound -> MerchantSettings.of(bound, environment, region));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "merchant profile " + name + " is incomplete or wrong: " + e.getMessage(), e);
        }
    }
}
