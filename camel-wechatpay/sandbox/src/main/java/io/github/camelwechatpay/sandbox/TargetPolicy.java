package io.github.camelwechatpay.sandbox;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where notifications may go: loopback addresses, {@code localhost}, and hosts that were named. Names are not looked up. */
final class TargetPolicy {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private final Set<String> allowed;

    TargetPolicy(Set<String> allowedHosts) {
        allowed = allowedHosts.stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
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
        if (uri.getRawUserInfo() != null || !LOOPBACK.matcher(host).matches() && !allowed.contains(host)) {
            throw new IllegalArgumentException("The sandbox posts notifications to loopback addresses only, not to "
                    + (host.isEmpty() ? "an address without a host" : host)
                    + ": allow the host by name (--allow-host, allowHost)");
        }
        return uri;
    }
}
