package io.github.camelwechatpay.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Path templates as a tree of segments. A literal segment wins over a placeholder; where it leads nowhere the placeholder
 * is tried. A placeholder stands for one segment that is not empty. The work is bounded by the depth of the tree,
 * whatever the length of the path. Not changed after it is built, and thread-safe then.
 */
final class PathTree {

    // Plain loops while it is built: with streams a cold virtual machine needs half as long again to load the catalog
    private final Map<String, PathTree> literals = new HashMap<>();
    private final List<Operation> operations = new ArrayList<>(2);
    private PathTree placeholder;

    static PathTree of(List<Operation> operations) {
        PathTree root = new PathTree();
        for (Operation operation : operations) {
            root.add(operation, 0);
        }
        return root;
    }

    /** The operations of the best template that has this method, or of the best template if the method is null. */
    List<Operation> find(String path, String method) {
        return find(path, method, 0);
    }

    private void add(Operation operation, int from) {
        String path = operation.path();
        if (from > path.length()) {
            // Two templates that differ in the names of placeholders only are one path on the wire: the first stays
            if (select(operation.method()).isEmpty()) {
                operations.add(operation);
            }
            return;
        }
        int end = endOfSegment(path, from);
        String segment = path.substring(from, end);
        child(segment).add(operation, end + 1);
    }

    private PathTree child(String segment) {
        if (!segment.startsWith("{")) {
            PathTree known = literals.get(segment);
            if (known == null) {
                known = new PathTree();
                literals.put(segment, known);
            }
            return known;
        }
        if (placeholder == null) {
            placeholder = new PathTree();
        }
        return placeholder;
    }

    private List<Operation> find(String path, String method, int from) {
        if (from > path.length()) {
            return select(method);
        }
        int end = endOfSegment(path, from);
        PathTree literal = literals.get(path.substring(from, end));
        List<Operation> found = literal == null ? List.of() : literal.find(path, method, end + 1);
        if (found.isEmpty() && placeholder != null && end > from) {
            return placeholder.find(path, method, end + 1);
        }
        return found;
    }

    private List<Operation> select(String method) {
        if (method == null) {
            return List.copyOf(operations);
        }
        for (Operation operation : operations) {
            if (operation.method().equals(method)) {
                return List.of(operation);
            }
        }
        return List.of();
    }

    private static int endOfSegment(String path, int from) {
        int slash = path.indexOf('/', from);
        return slash < 0 ? path.length() : slash;
    }
}
