package io.github.camelwechatpay.sandbox.internal.gateway;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.sandbox.internal.call.Route;
import io.github.camelwechatpay.sandbox.internal.http.GatewayRequest;
import io.github.camelwechatpay.sandbox.internal.http.HostGroup;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the operation of a raw path. Literal segments must be written literally. A prefix of a documented base URI, such
 * as {@code /hk/}, belongs to the path of exactly the operations that document it. A client that reached a host of WeChat
 * Pay finds only the operations of that host.
 */
public final class Router {
    private final Catalog catalog;
    private final Set<String> prefixes;

    public Router(Catalog catalog) {
        this.catalog = catalog;
        prefixes = catalog.operations().stream().flatMap(Router::prefixes).collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> prefixes(Operation operation) {
        return operation.baseUris().stream().map(base -> URI.create(base).getPath());
    }

    Route route(GatewayRequest request) throws Refusal {
        String method = request.method();
        String path = request.path();
        List<Operation> found = prefixes.stream()
                .filter(path::startsWith)
                .flatMap(prefix -> find(method, path.substring(prefix.length()))
                        .filter(operation -> prefixes(operation).anyMatch(prefix::equals)))
                .toList();
        if (found.isEmpty() || hasDotSegment(path)) {
            throw Refusal.unknownPath();
        }
        if (request.host().isPresent()) {
            checkHost(request.host().get(), found);
        }
        Optional<Operation> operation =
                found.stream().filter(o -> o.method().equals(method)).findFirst();
        if (operation.isEmpty()) {
            throw Refusal.method(
                    found.stream().map(Operation::method).distinct().sorted().collect(Collectors.joining(", ")));
        }
        return new Route(operation.get(), parameters(operation.get().path(), path));
    }

    /** Returns the operation of this method, else those of all methods, so that the rejection can name them. */
    private Stream<Operation> find(String method, String path) {
        return catalog.find(method, path).map(Stream::of).orElseGet(() -> catalog.find(path).stream());
    }

    /**
     * Rejects an operation of another host with 404. That is the sandbox's choice: the response of WeChat Pay is not
     * documented.
     */
    private static void checkHost(String host, List<Operation> found) throws Refusal {
        HostGroup reached = HostGroup.of(host).orElseThrow(Refusal::unknownPath);
        HostGroup serving = HostGroup.of(found.get(0));
        if (reached != serving) {
            throw Refusal.noResource(
                    "This host has no such operation, " + serving.hosts().get(0) + " has");
        }
    }

    private static boolean hasDotSegment(String path) {
        return Stream.of(path.split("/", -1))
                .map(segment -> PercentText.decode(segment).orElse(segment))
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    /** Reads path and template from their ends: behind a prefix, the path has more segments than the template. */
    private static Map<String, String> parameters(String template, String path) throws Refusal {
        String[] names = template.split("/", -1);
        String[] values = path.split("/", -1);
        Map<String, String> parameters = new HashMap<>();
        for (int i = 1; i <= names.length; i++) {
            String name = names[names.length - i];
            if (name.startsWith("{") && name.endsWith("}")) {
                String key = name.substring(1, name.length() - 1);
                String value = PercentText.decode(values[values.length - i])
                        .filter(text -> !text.isEmpty())
                        .orElseThrow(() -> Refusal.parameter(key, "path", "empty or wrongly percent-encoded"));
                parameters.put(key, value);
            }
        }
        return Map.copyOf(parameters);
    }
}
