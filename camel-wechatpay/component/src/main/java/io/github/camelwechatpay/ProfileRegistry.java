package io.github.camelwechatpay;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.spi.Registry;

/** The merchant profiles of the registry, as they are bound at the moment. Thread-safe. */
final class ProfileRegistry {

    private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.~-]{1,128}");

    private final Registry registry;
    private final Consumer<String> gone;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** @param gone is told the name of a profile that is no longer bound */
    ProfileRegistry(Registry registry, Consumer<String> gone) {
        this.registry = registry;
        this.gone = gone;
    }

    /** Whether it may be the name of a profile, and be shown. */
    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The profile that is bound under a name, which anybody may have sent. */
    Optional<MerchantProfile> find(String name) {
        MerchantProfile profile = bound(name);
        if (profile != null) {
            known.add(name);
        } else if (known.remove(name)) {
            gone.accept(name);
        }
        return Optional.ofNullable(profile);
    }

    /** The same, null for none, and nobody is told. */
    MerchantProfile bound(String name) {
        MerchantProfile profile = known.contains(name) ? lookUp(name) : null;
        return profile != null ? profile : search(name);
    }

    boolean isEmpty() {
        return registry.findByTypeWithName(MerchantProfile.class).isEmpty();
    }

    /** By name, which is quick, for a name that is known to be a profile's: a registry may make the bean to see its type. */
    private MerchantProfile lookUp(String name) {
        try {
            return registry.lookupByNameAndType(name, MerchantProfile.class);
        } catch (NoSuchBeanException e) {
            return null;
        }
    }

    /** By type: nothing else of the registry is looked at, or made. */
    private MerchantProfile search(String name) {
        return isName(name) ? registry.findByTypeWithName(MerchantProfile.class).get(name) : null;
    }
}
