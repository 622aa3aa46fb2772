package io.github.camelwechatpay.call;

import io.github.camelwechatpay.catalog.Operation;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** An entry point of WeChat Pay (WeChat Pay documentation, "domain names"). */
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

    /** Path of the list of platform certificates for merchants of this region. */
    public String certificatesPath() {
        return this == CN ? "v3/certificates" : "v3/global/certificates";
    }

    /** The region that a base URI belongs to, mainland China for an address of one's own. */
    static Region at(URI base) {
        if (isAt(base, CN) && base.getPath().equals(OLD_OVERSEAS_PREFIX)) {
            return HK;
        }
        return Arrays.stream(values())
                .filter(region -> isAt(base, region))
                .findFirst()
                .orElse(CN);
    }

    /** That of a name, mainland China for null. */
    public static Region orDefault(String name) {
        return name == null ? CN : of(name);
    }

    /** Its address. */
    public URI base() {
        return URI.create("https://" + host + "/");
    }

    /** The documented base URI of an operation in this region, empty when it is not documented there. */
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
