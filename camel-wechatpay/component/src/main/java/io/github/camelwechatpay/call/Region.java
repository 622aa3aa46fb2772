package io.github.camelwechatpay.call;

import io.github.camelwechatpay.catalog.Operation;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Represents an entry point of WeChat Pay (WeChat Pay documentation, "domain names"). */
public enum Region {
    /** Mainland China, {@code api.mch.weixin.qq.com}. */
    CN("api.mch.weixin.qq.com"),
    /** Hong Kong and overseas, {@code apihk.mch.weixin.qq.com}; older operations below {@code /hk/} of the mainland. */
    HK("apihk.mch.weixin.qq.com"),
    /** The accelerated entry to the overseas operations in the Americas. */
    US("apius.mch.weixin.qq.com"),
    /** The accelerated entry to the overseas operations in Europe and Africa. */
    EU("apieu.mch.weixin.qq.com");

    private static final String OLD_OVERSEAS_PREFIX = "/hk/";

    private final String host;

    Region(String host) {
        this.host = host;
    }

    /**
     * Reads option {@code region}.
     *
     * @param name in any letter case, such as {@code hk}
     * @throws IllegalArgumentException naming the option and its values
     */
    public static Region of(String name) {
        return Arrays.stream(values())
                .filter(region -> region.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown region \"" + name + "\": set option region to one of " + names()));
    }

    /** Returns the path of the list of platform certificates for merchants of this region. */
    public String certificatesPath() {
        return this == CN ? "v3/certificates" : "v3/global/certificates";
    }

    /** Returns the region that a base URI belongs to, mainland China for an address of your own. */
    static Region at(URI base) {
        if (isAt(base, CN) && base.getPath().equals(OLD_OVERSEAS_PREFIX)) {
            return HK;
        }
        return Arrays.stream(values())
                .filter(region -> isAt(base, region))
                .findFirst()
                .orElse(CN);
    }

    /** Reads option {@code region}. Null stands for mainland China. */
    public static Region orDefault(@Nullable String name) {
        return name == null ? CN : of(name);
    }

    /** Returns the address of this region. */
    public URI base() {
        return URI.create("https://" + host + "/");
    }

    /** Returns the documented base URI of an operation in this region; empty if it is not documented there. */
    Optional<URI> base(Operation operation) {
        return switch (this) {
            case CN ->
                operation.baseUris().stream()
                        .map(URI::create)
                        .filter(base -> isAt(base, CN) && !base.getPath().equals(OLD_OVERSEAS_PREFIX))
                        .findFirst();
            case HK ->
                overseas(operation)
                        .or(() -> operation.baseUris().stream()
                                .map(URI::create)
                                .filter(base -> isAt(base, CN) && base.getPath().equals(OLD_OVERSEAS_PREFIX))
                                .findFirst());
            case US, EU -> overseas(operation).map(base -> base().resolve(base.getPath()));
        };
    }

    private static Optional<URI> overseas(Operation operation) {
        return operation.baseUris().stream()
                .map(URI::create)
                .filter(base -> isAt(base, HK))
                .findFirst();
    }

    private static boolean isAt(URI base, Region region) {
        return base.getHost().equals(region.host);
    }

    private static String names() {
        return Arrays.stream(values())
                .map(region -> region.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
