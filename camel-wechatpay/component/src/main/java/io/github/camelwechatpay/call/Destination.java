package io.github.camelwechatpay.call;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Represents the method and the address of an operation. Neither is guessed: the caller gives what the catalog does not
 * know.
 *
 * @param method the HTTP method
 * @param origin scheme, host and port
 * @param prefix path of the base URI, part of the signed target; begins and ends with a slash
 * @param region that serves the operation, also if {@code baseUri} replaces the address
 * @param operation the documented operation, empty if the catalog does not know it
 */
public record Destination(String method, URI origin, String prefix, Region region, Optional<Operation> operation) {

    private static final int HIGHEST_PORT = 65_535;

    private static final Pattern PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[\\p{ASCII}&&[^/%]]+)*/?");

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");

    /**
     * Finds the destination of an operation.
     *
     * @param path path template as the catalog writes it
     * @param method required if the path has several documented methods or is unknown
     * @param region null for the operation's documented default
     * @param baseUri replaces scheme, host and port of the documented base URI, and its path if {@code baseUri} has one
     * @throws IllegalArgumentException if something is missing or wrong, naming the option
     */
    public static Destination of(
            Catalog catalog, String path, @Nullable String method, @Nullable Region region, @Nullable URI baseUri) {
        List<Operation> documented = catalog.find(path);
        String verb = method(catalog, path, method, documented);
        Optional<Operation> operation =
                documented.stream().filter(o -> o.method().equals(verb)).findFirst();
        URI base = base(path, operation.or(() -> documented.stream().findFirst()), region, baseUri);
        Region served = region != null ? region : Region.at(base);
        if (baseUri == null) {
            return new Destination(verb, base.resolve("/"), base.getPath(), served, operation);
        }
        String prefix = baseUri.getPath().equals("/") ? base.getPath() : baseUri.getPath();
        return new Destination(verb, baseUri.resolve("/"), prefix, served, operation);
    }

    /**
     * Reads option {@code baseUri}.
     *
     * @return a URI whose path begins and ends with a slash
     */
    public static URI baseUri(String text) {
        return baseUri("baseUri", text);
    }

    /**
     * Reads an option like {@code baseUri}.
     *
     * @return a URI whose path begins and ends with a slash
     * @throws IllegalArgumentException if the option is not an address; the message never holds its value, which may have
     *     a password
     */
    public static URI baseUri(String option, String text) {
        URI uri = uri(text);
        String flaw = uri == null ? "it has characters that a URI cannot have" : flaw(uri);
        if (uri == null || flaw != null) {
            throw new IllegalArgumentException("Option " + option + " is not an address: " + flaw
                    + ". Write scheme, host, port and perhaps a path, such as https://api.mch.weixin.qq.com/");
        }
        return uri.getRawPath().endsWith("/") ? uri : URI.create(uri + "/");
    }

    private static @Nullable URI uri(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            // Dropped, because its message quotes the value
            return null;
        }
    }

    private static @Nullable String flaw(URI uri) {
        if (!"https".equalsIgnoreCase(uri.getScheme()) && !"http".equalsIgnoreCase(uri.getScheme())) {
            return "it does not begin with https:// or http://";
        }
        if (uri.getRawUserInfo() != null) {
            return "it has a user";
        }
        if (uri.getHost() == null) {
            return "its host is missing, or its host or port has characters that they cannot have";
        }
        if (uri.getHost().contains("%")) {
            return "its host has the name of a network interface";
        }
        if (uri.getPort() == 0
                || uri.getPort() > HIGHEST_PORT
                || uri.getRawAuthority().endsWith(":")) {
            return "its port is not a number from 1 to " + HIGHEST_PORT;
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return "it has a query or a fragment";
        }
        return PATH.matcher(uri.getRawPath()).matches()
                ? null
                : "its path has empty segments, dot segments, percent signs or letters other than ASCII";
    }

    private static String method(Catalog catalog, String path, @Nullable String method, List<Operation> documented) {
        if (method != null) {
            String verb = method.strip().toUpperCase(Locale.ROOT);
            if (!METHODS.contains(verb)) {
                throw new IllegalArgumentException(
                        "Unknown method \"" + method + "\": set option method to one of DELETE, GET, PATCH, POST, PUT");
            }
            return verb;
        }
        if (documented.size() == 1) {
            return documented.get(0).method();
        }
        if (documented.isEmpty()) {
            throw new IllegalArgumentException("The catalog does not know " + path + hint(catalog, path)
                    + ". If the path is right, say how to call it: set option method, and region or baseUri");
        }
        throw new IllegalArgumentException(path + " has several documented methods: set option method to one of "
                + documented.stream().map(Operation::method).collect(Collectors.joining(", ")));
    }

    private static URI base(
            String path, Optional<Operation> operation, @Nullable Region region, @Nullable URI baseUri) {
        if (operation.isEmpty()) {
            if (region != null) {
                return region.base();
            }
            if (baseUri == null) {
                throw new IllegalArgumentException("The catalog does not know " + path
                        + ": set option region or baseUri to say which gateway serves it");
            }
            return baseUri.resolve("/");
        }
        URI standard = URI.create(operation.get().baseUris().get(0));
        if (region == null) {
            return standard;
        }
        Optional<URI> regional = region.base(operation.get());
        if (regional.isEmpty() && baseUri == null) {
            throw new IllegalArgumentException(path + " is not documented in region "
                    + region.name().toLowerCase(Locale.ROOT) + ": its base URIs are "
                    + String.join(", ", operation.get().baseUris()) + " - change option region, or set baseUri");
        }
        return regional.orElse(standard);
    }

    private static String hint(Catalog catalog, String path) {
        List<String> similar = catalog.nearestPaths(path, 3);
        List<String> nearest = similar.isEmpty() ? ApiV2.successors(path) : similar;
        return nearest.isEmpty() ? "" : " (near: " + String.join(", ", nearest) + ")";
    }
}
