package io.github.camelwechatpay.catalog.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** All text files together, sorted, and checked for what an entry alone cannot know. */
record CatalogText(List<OperationText> operations, List<NotificationText> notifications) {

    private static final String EXTENSION = ".txt";
    private static final String NOTIFICATIONS = "notifications";

    /**
     * Reads the text files in a folder and below it.
     *
     * @throws IllegalArgumentException that lists every mistake with its file and line
     */
    static CatalogText read(Path folder) throws IOException {
        Mistakes mistakes = new Mistakes();
        CatalogText catalog = new CatalogText(new ArrayList<>(), new ArrayList<>());
        for (Path file : files(folder)) {
            for (Entry entry : EntryReader.read(file, Files.readAllLines(file), mistakes)) {
                catalog.add(entry, product(folder, file));
            }
        }
        catalog.operations.sort(Comparator.comparing(OperationText::path).thenComparing(OperationText::method));
        catalog.notifications.sort(Comparator.comparing(NotificationText::eventType));
        catalog.check(mistakes);
        mistakes.report();
        return catalog;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all.filter(file -> file.toString().endsWith(EXTENSION))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw new IllegalArgumentException("No " + EXTENSION + " file in " + folder);
            }
            return files;
        }
    }

    /** The part of a path behind {@code v3/} that all operations of a file share: {@code marketing/favor}. */
    private static String product(Path folder, Path file) {
        String name = folder.relativize(file).toString().replace('\\', '/');
        return name.substring(0, name.length() - EXTENSION.length());
    }

    private void add(Entry entry, String product) {
        boolean events = product.equals(NOTIFICATIONS);
        if (entry.isEvent()) {
            if (!events) {
                entry.mistake("an event belongs in " + NOTIFICATIONS + EXTENSION);
            }
            notifications.add(NotificationText.read(entry));
        } else {
            if (events || !(entry.subject() + '/').startsWith("v3/" + product + '/')) {
                entry.mistake("'" + entry.subject() + "' does not belong in " + product + EXTENSION
                        + " - a file holds the paths that begin with v3/ and its name");
            }
            operations.add(OperationText.read(entry));
        }
    }

    private void check(Mistakes mistakes) {
        Map<String, Place> seen = new HashMap<>();
        Set<String> successors = new HashSet<>();
        for (OperationText operation : operations) {
            unique(seen, operation.method() + ' ' + operation.path(), operation.place(), mistakes);
            successors.add(operation.path());
            successors.add(operation.path() + '#' + operation.method().toLowerCase(Locale.ROOT));
        }
        for (NotificationText notification : notifications) {
            unique(seen, notification.eventType(), notification.place(), mistakes);
        }
        operations.forEach(operation -> operation.supersededBy().stream()
                .filter(successor -> !successors.contains(successor))
                .forEach(successor -> mistakes.add(
                        operation.place(),
                        "'" + successor + "' in 'instead' is not in the catalog - write path or path#method")));
        notifications.forEach(notification -> notification.alsoSentAs().stream()
                .filter(other -> !seen.containsKey(other))
                .forEach(other ->
                        mistakes.add(notification.place(), "'" + other + "' in 'also' is not in the catalog")));
    }

    private static void unique(Map<String, Place> seen, String what, Place place, Mistakes mistakes) {
        Place first = seen.putIfAbsent(what, place);
        if (first != null) {
            mistakes.add(place, what + " is already at " + first);
        }
    }
}
