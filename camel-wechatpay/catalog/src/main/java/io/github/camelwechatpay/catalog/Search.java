package io.github.camelwechatpay.catalog;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a person may mean: a path, a chain, an event type, or words.
 *
 * @param exact whether it was called by its own name, rather than found by words in it
 */
record Search(boolean exact, List<Operation> operations, List<Notification> notifications) {

    /** A path with what may stand before it in documents and logs: method, host, the prefix of a base URI. */
    private static final Pattern PATH = Pattern.compile(
            "(?:(?<method>[A-Z]+) +)?(?:https://[^/]+)?/?(?:(?:hk|global)/(?=v3/))?(?<path>v3/[^?#]*)(?:[?#].*)?");

    /** What stands before an event type at the head of its facts. */
    private static final Pattern EVENT = Pattern.compile("^EVENT +");

    static Search of(Catalog catalog, String text) {
        Search named = new Search(true, operations(catalog, text), event(catalog, text));
        return named.size() > 0 ? named : words(catalog, text.toLowerCase(Locale.ROOT));
    }

    int size() {
        return operations.size() + notifications.size();
    }

    /** The most similar paths, event types and names, for a text that finds nothing. */
    static List<String> nearest(Catalog catalog, String text, int limit) {
        Matcher path = PATH.matcher(text);
        Set<String> near = new LinkedHashSet<>();
        if (path.matches()) {
            near.addAll(catalog.nearestPaths(path.group("path"), limit));
        } else if (text.startsWith("v3.")) {
            near.addAll(catalog.nearestChains(text, limit));
        } else {
            near.addAll(catalog.nearestEventTypes(text, limit));
            near.addAll(
                    text.length() > Nearest.LONGEST
                            ? List.of()
                            : similarWords(catalog, text.toLowerCase(Locale.ROOT), limit));
        }
        return near.stream().limit(limit).toList();
    }

    private static List<Operation> operations(Catalog catalog, String text) {
        Matcher path = PATH.matcher(text);
        if (!path.matches()) {
            return catalog.unchain(text).map(catalog::find).orElse(List.of());
        }
        String method = path.group("method");
        return method == null
                ? catalog.find(path.group("path"))
                : catalog.find(method, path.group("path")).stream().toList();
    }

    private static List<Notification> event(Catalog catalog, String text) {
        String type = EVENT.matcher(text.toUpperCase(Locale.ROOT)).replaceFirst("");
        return catalog.notification(type).stream().toList();
    }

    private static Search words(Catalog catalog, String text) {
        String[] words = text.split("\\s+");
        return new Search(
                false,
                catalog.operations().stream()
                        .filter(operation -> hasAll(operation + " " + operation.name(), words))
                        .toList(),
                catalog.notifications().stream()
                        .filter(event -> hasAll(event + " " + event.name(), words))
                        .toList());
    }

    private static boolean hasAll(String text, String[] words) {
        String lower = text.toLowerCase(Locale.ROOT);
        return Arrays.stream(words).allMatch(lower::contains);
    }

    private static List<String> similarWords(Catalog catalog, String text, int limit) {
        record Candidate(String text, int cost) {}
        String[] asked = text.split("\\s+");
        int most = Arrays.stream(asked).mapToInt(Search::tolerance).sum();
        return Stream.concat(
                        catalog.operations().stream().map(operation -> operation + "  " + operation.name()),
                        catalog.notifications().stream().map(event -> event + "  " + event.name()))
                .map(candidate -> new Candidate(candidate, cost(asked, candidate.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.cost <= most)
                .sorted(Comparator.comparingInt(Candidate::cost))
                .limit(limit)
                .map(Candidate::text)
                .toList();
    }

    /** Typing mistakes that a word may have. */
    private static int tolerance(String word) {
        return word.length() / 4;
    }

    private static int cost(String[] asked, String candidate) {
        String[] words = candidate.split("[^a-z0-9]+");
        int cost = 0;
        for (String word : asked) {
            int best = Arrays.stream(words)
                    .mapToInt(other -> Nearest.distance(word, other))
                    .min()
                    .orElse(word.length());
            cost += best <= tolerance(word) ? best : asked.length * word.length();
        }
        return cost;
    }
}
