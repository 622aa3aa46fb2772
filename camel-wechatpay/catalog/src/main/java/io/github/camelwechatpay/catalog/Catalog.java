package io.github.camelwechatpay.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What WeChat Pay APIv3 offers: every documented operation and notification. Immutable and thread-safe.
 *
 * <p>This is second-hand knowledge, collected from public documentation; where it differs from the
 * {@linkplain Operation#officialDocs() official page}, that page decides.
 */
public final class Catalog {

    private final List<Operation> operations;
    private final Map<String, List<Operation>> byTemplate;
    private final PathTree tree;
    private final List<Notification> notifications;
    private final Map<String, Notification> byEventType;

    Catalog(IndexReader index) {
        operations = index.operations();
        byTemplate = byTemplate(operations);
        tree = PathTree.of(operations);
        notifications = index.notifications();
        byEventType = new LinkedHashMap<>();
        for (Notification notification : notifications) {
            byEventType.put(notification.eventType(), notification);
        }
    }

    private static Map<String, List<Operation>> byTemplate(List<Operation> sorted) {
        Map<String, List<Operation>> templates = new LinkedHashMap<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            String path = sorted.get(from).path();
            if (i == sorted.size() || !sorted.get(i).path().equals(path)) {
                templates.put(path, sorted.subList(from, i));
                from = i;
            }
        }
        return templates;
    }

    /**
     * The catalog of this class path, loaded on the first call.
     *
     * @throws IllegalStateException when its index is missing or damaged, on every call
     */
    public static Catalog get() {
        return Holder.CATALOG.get();
    }

    /** All operations, sorted by path, then method. */
    public List<Operation> operations() {
        return operations;
    }

    /**
     * All methods of a path, sorted.
     *
     * @param path a template ({@code v3/x/{id}}) or a concrete path ({@code v3/x/123}), without a leading slash and
     *     without a query; a trailing slash is significant. Where several templates fit a concrete path, that one is
     *     taken whose literal segments go furthest
     * @return empty when the path is unknown
     */
    public List<Operation> find(String path) {
        List<Operation> known = byTemplate.get(path);
        return known != null ? known : tree.find(path, null);
    }

    /**
     * The operation of a method and a path. A concrete path is matched among the templates that have this method, so
     * {@code GET v3/x/upload} finds {@code GET v3/x/{id}} although there is a {@code POST v3/x/upload}.
     *
     * @param method HTTP method in upper case
     * @param path as in {@link #find(String)}
     */
    public Optional<Operation> find(String method, String path) {
        Objects.requireNonNull(method, "method");
        for (Operation operation : byTemplate.getOrDefault(path, List.of())) {
            if (operation.method().equals(method)) {
                return Optional.of(operation);
            }
        }
        return tree.find(path, method).stream().findFirst();
    }

    /**
     * The path template that a chain stands for. Chain notation is that of the documents of WeChat Pay's PHP client and
     * of the axios plugin: segments joined by dots, camelCase for kebab-case, {@code _x_} or {@code $x$} for
     * {@code {x}}; a trailing slash is {@code _empty_} or {@code $noop$}, as there.
     *
     * @param chain such as {@code v3.global.papay.contracts.appPreEntrustSign}
     * @return empty unless the result is exactly a template of this catalog
     */
    public Optional<String> unchain(String chain) {
        return chain.indexOf('/') >= 0
                ? Optional.empty()
                : Optional.of(Chain.toPath(chain)).filter(byTemplate::containsKey);
    }

    /**
     * Path templates that resemble a path, for hints.
     *
     * @return at most {@code limit}, the best first; empty when nothing is alike
     */
    public List<String> nearestPaths(String path, int limit) {
        return Nearest.paths(templates(), path, limit);
    }

    /**
     * Path templates that resemble a path in {@linkplain #unchain chain notation}, for hints.
     *
     * @return at most {@code limit}, the best first; empty when nothing is alike
     */
    public List<String> nearestChains(String chain, int limit) {
        return Nearest.paths(templates(), Chain.toPath(chain), limit);
    }

    /** All notifications, sorted by event type. */
    public List<Notification> notifications() {
        return notifications;
    }

    /** The notification of an event type; upper and lower case matter. */
    public Optional<Notification> notification(String eventType) {
        return Optional.ofNullable(byEventType.get(eventType));
    }

    /**
     * Event types that resemble one, for hints.
     *
     * @return at most {@code limit}, the best first; empty when nothing is alike
     */
    public List<String> nearestEventTypes(String eventType, int limit) {
        return Nearest.eventTypes(byEventType.keySet(), eventType, limit);
    }

    private Set<String> templates() {
        return byTemplate.keySet();
    }

    private static final class Holder {

        static final Supplier<Catalog> CATALOG = load();

        // A failure is kept, so that every call reports it in its own words instead of a NoClassDefFoundError
        private static Supplier<Catalog> load() {
            try {
                Catalog catalog = new Catalog(IndexReader.open());
                return () -> catalog;
            } catch (IllegalStateException e) {
                return () -> {
                    throw new IllegalStateException(e.getMessage(), e);
                };
            }
        }
    }
}
