package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.call.Region;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Represents the merchant of the options or of a profile, whose keys are replaced while the application runs. Producers
 * and consumers ask for the current merchant each time. A call in flight ends with the keys that it began with.
 * Thread-safe.
 */
public final class ReloadableMerchant extends ServiceSupport {

    private record Current(@Nullable MerchantProfile profile, MerchantSettings settings, Merchant merchant) {}

    private final @Nullable String profileName;
    private final Region region;
    private final MerchantFactory factory;
    private final @Nullable MerchantSettings own;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable Current current;

    /** Represents the merchant of the options, which is made at start. */
    ReloadableMerchant(MerchantSettings own, MerchantFactory factory) {
        this.profileName = null;
        this.region = own.region();
        this.factory = factory;
        this.own = own;
    }

    /** Represents the merchant of a profile, which is made when a call or a notification asks for it. */
    ReloadableMerchant(String profileName, Region region, MerchantFactory factory) {
        this.profileName = profileName;
        this.region = region;
        this.factory = factory;
        this.own = null;
    }

    @Override
    protected void doStart() {
        if (own != null) {
            replace(null, own);
        }
    }

    @Override
    protected void doStop() {
        vacate();
    }

    /**
     * Returns the merchant of the options.
     *
     * @throws IllegalStateException if the component is stopped
     */
    public Merchant get() {
        Current now = current;
        if (now == null) {
            throw stopped();
        }
        return now.merchant;
    }

    /**
     * Returns the merchant of a profile, and makes it anew when the profile was replaced.
     *
     * @param found the profile that was just looked up
     * @param bound gives the profile that is bound now, null if no profile is bound
     * @param profiled gives the settings with a profile
     * @return empty if the profile is no longer bound
     * @throws IllegalArgumentException naming the option that is missing or wrong
     */
    Optional<Merchant> of(
            MerchantProfile found,
            Supplier<@Nullable MerchantProfile> bound,
            Function<MerchantProfile, MerchantSettings> profiled) {
        Current now = current;
        return now != null && now.profile == found ? Optional.of(now.merchant) : change(bound, profiled);
    }

    private Optional<Merchant> change(
            Supplier<@Nullable MerchantProfile> bound, Function<MerchantProfile, MerchantSettings> profiled) {
        lock.lock();
        try {
            if (!isStarted()) {
                throw stopped();
            }
            // Look again: a profile that was replaced or removed meanwhile must not come back
            MerchantProfile profile = bound.get();
            return profile == null ? Optional.empty() : Optional.of(change(profile, profiled.apply(profile)));
        } finally {
            lock.unlock();
        }
    }

    private Merchant change(MerchantProfile profile, MerchantSettings wanted) {
        if (current != null && current.settings.equals(wanted)) {
            // A registry may make a new bean of the same content for each lookup
            current = new Current(profile, wanted, current.merchant);
            return current.merchant;
        }
        return replace(profile, wanted);
    }

    /**
     * Makes the merchant again, with the present content of its key files.
     *
     * @throws IllegalArgumentException naming the option that is missing or wrong; the merchant keeps its keys
     */
    void reload() {
        lock.lock();
        try {
            if (current != null) {
                replace(current.profile, current.settings);
            }
        } finally {
            lock.unlock();
        }
    }

    private Merchant replace(@Nullable MerchantProfile profile, MerchantSettings wanted) {
        Merchant fresh = factory.create(wanted);
        Current before = current;
        if (before != null) {
            fresh.succeed(before.merchant);
        }
        ServiceHelper.startService(fresh);
        current = new Current(profile, wanted, fresh);
        if (before != null) {
            ServiceHelper.stopAndShutdownService(before.merchant);
        }
        return fresh;
    }

    /** Stops the merchant of a profile that is no longer bound, so that its platform certificates are not refreshed. */
    void vacate() {
        lock.lock();
        try {
            Current before = current;
            current = null;
            if (before != null) {
                ServiceHelper.stopAndShutdownService(before.merchant);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the current merchant, empty while no call and no notification has asked for the profile. */
    public Optional<Merchant> merchant() {
        return Optional.ofNullable(current).map(Current::merchant);
    }

    /** Returns null for the merchant of the options. */
    @Nullable
    String profileName() {
        return profileName;
    }

    private static IllegalStateException stopped() {
        return new IllegalStateException("The wechatpay component is stopped");
    }

    /** Names the merchant and its region, without secrets. */
    public String label(Merchant merchant) {
        return (profileName != null ? profileName : merchant.mchid()) + "/" + region;
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return own != null ? own.toString() : "merchant profile " + profileName;
    }
}
