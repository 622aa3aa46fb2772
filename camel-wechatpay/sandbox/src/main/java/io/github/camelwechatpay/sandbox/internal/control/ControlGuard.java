package io.github.camelwechatpay.sandbox.internal.control;

import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import io.github.camelwechatpay.sandbox.internal.notification.TargetPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps pages of other sites away from the control calls. The address 127.0.0.1 alone protects nothing: a page in a browser
 * of the developer can reach it, also under a host name of the page's owner. Browsers tell in {@code Host}, {@code Origin}
 * and {@code Sec-Fetch-Site} where a request comes from. They ask before they send {@code application/json} to another site.
 * Immutable and thread-safe.
 */
public final class ControlGuard {
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
    private static final int HTTP_PORT = 80;

    /** Values of {@code Sec-Fetch-Site} for pages of the sandbox itself, and for an address that the user typed. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final Pattern JSON =
            Pattern.compile("application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);

    private final TargetPolicy hosts;
    private final IntSupplier port;

    /**
     * @param hosts the hosts that are allowed besides loopback addresses
     * @param port of the sandbox
     */
    public ControlGuard(TargetPolicy hosts, IntSupplier port) {
        this.hosts = hosts;
        this.port = port;
    }

    /** Returns why the sandbox rejects this control call; empty when the sandbox accepts it. */
    public Optional<String> objection(GatewayRequest request) {
        List<String> named = request.headers("Host");
        if (named.size() != 1 || !isOwn(named.get(0))) {
            return Optional.of("Host must be a loopback address with the port of the sandbox. "
                    + "Call the sandbox by its base URI, or allow another host by name (--allow-host, allowHost)");
        }
        String own = "http://" + named.get(0);
        if (!request.headers("Origin").stream().allMatch(own::equalsIgnoreCase)) {
            return Optional.of("Origin names another site. Call the sandbox from a program or from its own pages");
        }
        if (!request.headers("Sec-Fetch-Site").stream()
                .allMatch(site -> OWN_SITES.contains(site.toLowerCase(Locale.ROOT)))) {
            return Optional.of(
                    "Sec-Fetch-Site names another site. Call the sandbox from a program or from its own pages");
        }
        List<String> types = request.headers("Content-Type");
        boolean untyped = types.isEmpty() && request.body().length > 0;
        if (untyped || !types.stream().allMatch(type -> JSON.matcher(type).matches())) {
            return Optional.of("Content-Type is not application/json. Send the body as JSON with that header");
        }
        return Optional.empty();
    }

    private boolean isOwn(String authority) {
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return false;
        }
        String host = parts.group(1).toLowerCase(Locale.ROOT);
        int named = parts.group(2) == null ? HTTP_PORT : Integer.parseInt(parts.group(2));
        return hosts.isNamed(host) || TargetPolicy.isLoopback(host) && named == port.getAsInt();
    }
}
