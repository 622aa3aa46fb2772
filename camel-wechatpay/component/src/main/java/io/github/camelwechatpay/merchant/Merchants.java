package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.MerchantOptions;
import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.concurrent.SharedServices;
import io.github.camelwechatpay.transport.TransportOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.spi.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the merchants of a component: makes them when they are first used, reloads their keys, warns before their
 * certificates expire, and stops a merchant whose profile is no longer bound. Thread-safe.
 */
public final class Merchants {

    private static final Logger LOG = LoggerFactory.getLogger(Merchants.class);

    private record OwnKey(MerchantSettings settings, TransportOptions transport) {}

    private record ProfileKey(String name, MerchantEnvironment environment, Region region) {}

    private final ProfileRegistry profiles;
    private final Function<TransportOptions, MerchantFactory> factories;
    private final CertificateWarnings warnings;
    private final SharedServices<Record, ReloadableMerchant> merchants = new SharedServices<>();

    /**
     * @param registry holds the merchant profiles
     * @param factories gives the factory whose merchants download platform certificates with these options
     */
    public Merchants(
            Registry registry, Function<TransportOptions, MerchantFactory> factories, CertificateWarnings warnings) {
        this.profiles = new ProfileRegistry(registry, this::vacate);
        this.factories = factories;
        this.warnings = warnings;
    }

    public void start() {
        merchants.start();
    }

    public void stop() {
        merchants.stop();
    }

    /**
     * Returns the merchant of options, which endpoints with equal options share.
     *
     * @throws IllegalArgumentException naming the option that is missing or wrong
     */
    public ReloadableMerchant of(MerchantOptions options, MerchantEnvironment environment, Region region) {
        MerchantSettings settings = MerchantSettings.of(options, environment, region);
        return merchants.get(
                new OwnKey(settings, environment.transport()),
                key -> new ReloadableMerchant(settings, factories.apply(environment.transport())));
    }

    private ReloadableMerchant of(String profile, MerchantEnvironment environment, Region region) {
        return merchants.get(
                new ProfileKey(profile, environment, region),
                key -> new ReloadableMerchant(profile, region, factories.apply(environment.transport())));
    }

    /** Returns a finder of the merchants of profiles, for one endpoint. */
    public ByProfile byProfile(MerchantEnvironment environment) {
        return new ByProfile(environment);
    }

    /** Returns whether any profile is bound. */
    boolean hasProfiles() {
        return !profiles.isEmpty();
    }

    /** Returns whether a profile is bound under the name. */
    public boolean hasProfile(String name) {
        return profiles.find(name).isPresent();
    }

    /** Returns the merchants that were used since the start. A profile has one for each region and environment. */
    public List<ReloadableMerchant> all() {
        List<ReloadableMerchant> all = merchants.all();
        all.stream()
                .map(ReloadableMerchant::profileName)
                .filter(Objects::nonNull)
                .forEach(this::noticeIfGone);
        return all;
    }

    /**
     * Finds a profile that is gone although no call asks for it. A profile that the registry fails to make is not
     * gone.
     */
    private void noticeIfGone(String profile) {
        try {
            profiles.find(profile);
        } catch (RuntimeException e) {
            LOG.debug(
                    "Merchant profile {} cannot be looked up: {}",
                    profile,
                    e.getClass().getName());
        }
    }

    private void vacate(String profile) {
        merchants.all().stream()
                .filter(merchant -> profile.equals(merchant.profileName()))
                .forEach(ReloadableMerchant::vacate);
    }

    /**
     * Reads the keys of all merchants again.
     *
     * @throws IllegalStateException if keys could not be read, naming merchants and options; the keys of the other
     *     merchants are replaced
     */
    public void reload() {
        List<String> flaws = new ArrayList<>();
        for (ReloadableMerchant merchant : all()) {
            try {
                merchant.reload();
            } catch (IllegalArgumentException e) {
                flaws.add(merchant + ": " + e.getMessage());
            } catch (RuntimeException e) {
                // One merchant must not keep the others from their new keys
                flaws.add(merchant + ": " + e.getClass().getName());
            }
        }
        if (!flaws.isEmpty()) {
            throw new IllegalStateException("Keys stay as they were: " + String.join("; ", flaws));
        }
    }

    /** Logs a warning for each certificate that expires soon. */
    public void checkCertificates() {
        all().forEach(live -> live.merchant().ifPresent(warnings::check));
    }

    /** Finds the merchants of profiles, for the environment of one endpoint. Thread-safe. */
    public final class ByProfile {

        private record Place(String profile, Region region) {}

        private final MerchantEnvironment environment;

        /**
         * Spares each call the comparison of a whole environment. The map holds only profiles that were bound once, so
         * its size is bounded.
         */
        private final Map<Place, ReloadableMerchant> places = new ConcurrentHashMap<>();

        private ByProfile(MerchantEnvironment environment) {
            this.environment = environment;
        }

        /**
         * Returns the merchant of the profile that is bound under the name now, empty if no profile is bound.
         *
         * @throws IllegalArgumentException if the profile is incomplete or wrong
         */
        public Optional<Merchant> find(String name, Region region) {
            return profiles.find(name).flatMap(profile -> merchant(name, profile, region));
        }

        private Optional<Merchant> merchant(String name, MerchantProfile profile, Region region) {
            ReloadableMerchant live = places.computeIfAbsent(
                    new Place(name, region), place -> of(place.profile, environment, place.region));
            try {
                return live.of(
                        profile, () -> profiles.bound(name), bound -> MerchantSettings.of(bound, environment, region));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "merchant profile " + name + " is incomplete or wrong: " + e.getMessage(), e);
            }
        }
    }
}
