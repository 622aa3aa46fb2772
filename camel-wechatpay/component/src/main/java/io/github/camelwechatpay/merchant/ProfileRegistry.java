package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.MerchantProfile;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.spi.Registry;
import org.jspecify.annotations.Nullable;

/** Finds the merchant profiles that are bound in the registry now. Thread-safe. */
final class ProfileRegistry {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.~-]{1,128}");

    private final Registry registry;
    private final Consumer<String> gone;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param gone receives the name of a profile that is no longer bound */
    ProfileRegistry(Registry registry, Consumer<String> gone) {
        this.registry = registry;
        this.gone = gone;
    }

    /** Returns whether a text can be the name of a profile, and may be shown in messages. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Finds the profile that is bound under a name. The name may come from an unverified request. */
    Optional<MerchantProfile> find(String name) {
        MerchantProfile profile = bound(name);
        if (profile != null) {
            known.add(name);
        } else if (known.remove(name)) {
            gone.accept(name);
        }
        return Optional.ofNullable(profile);
    }

    /** Returns the profile that is bound under a name, null if there is none, and reports no profile as gone. */
    @Nullable
    MerchantProfile bound(String name) {
        MerchantProfile profile = known.contains(name) ? lookUp(name) : null;
        return profile != null ? profile : search(name);
    }

    boolean isEmpty() {
        return registry.findByTypeWithName(MerchantProfile.class).isEmpty();
    }

    /** Looks a known profile up by name, which is quick. For other names a registry may make a bean to see its type. */
    private @Nullable MerchantProfile lookUp(String name) {
        try {
            return registry.lookupByNameAndType(name, MerchantProfile.class);
        } catch (NoSuchBeanException e) {
            return null;
        }
    }

    /** Searches by type, so that the registry makes no bean of another type. */
    private @Nullable MerchantProfile search(String name) {
        return isName(name) ? registry.findByTypeWithName(MerchantProfile.class).get(name) : null;
    }
}
