package io.github.camelwechatpay.sandbox.internal.notification;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Allows or rejects the targets of notifications: loopback addresses, {@code localhost}, and hosts that were named. It
 * does not look names up.
 */
public final class TargetPolicy {
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}|\\[::1]");

    private final Set<String> allowed;

    public TargetPolicy(Set<String> allowedHosts) {
        allowed = allowedHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Tells whether this is an address of the machine itself, or {@code localhost}, in lower case. */
    public static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /** Tells whether this host, in lower case, was allowed by name. */
    public boolean isNamed(String host) {
        return allowed.contains(host);
    }

    /** @throws IllegalArgumentException that says why the sandbox does not post there */
    URI check(String url) {
        URI uri;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The notification URL is not a URL", e);
        }
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("The notification URL must begin with http:// or https://");
        }
        String host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        if (uri.getRawUserInfo() != null || !isLoopback(host) && !isNamed(host)) {
            throw new IllegalArgumentException("The sandbox posts notifications to loopback addresses only, not to "
                    + (host.isEmpty() ? "an address without a host" : host)
                    + ": allow the host by name (--allow-host, allowHost)");
        }
        return uri;
    }
}
