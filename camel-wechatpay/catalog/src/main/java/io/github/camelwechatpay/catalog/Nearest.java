package io.github.camelwechatpay.catalog;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Finds what a mistyped path or event type was meant to be. What is not even alike is not offered. */
final class Nearest {

    /** Longer than any path of WeChat Pay: not a typing mistake, and not worth the time. */
    static final int LONGEST = 300;

    private static final int MISSING_SEGMENT = 4;

    private Nearest() {}

    static List<String> eventTypes(Collection<String> known, String eventType, int limit) {
        String asked = letters(eventType);
        return rank(known, eventType, limit, candidate -> {
            String letters = letters(candidate);
            int distance = distance(asked, letters);
            return asked.length() > 3 && letters.contains(asked) ? Math.min(2, distance) : distance;
        });
    }

    /** Compares segment by segment, so that a concrete value costs little where the template has a placeholder. */
    static List<String> paths(Collection<String> known, String path, int limit) {
        String[] asked = path.startsWith("/") ? segments(path.substring(1)) : segments(path);
        Map<String, int[]> seen = new HashMap<>();
        return rank(known, path, limit, candidate -> {
            String[] template = segments(candidate);
            int[][] costs = new int[template.length][];
            for (int i = 0; i < template.length; i++) {
                costs[i] = seen.computeIfAbsent(template[i], segment -> costs(asked, segment));
            }
            return align(asked, template, costs);
        });
    }

    private static List<String> rank(Collection<String> known, String text, int limit, ToIntFunction<String> cost) {
        if (text.length() > LONGEST) {
            return List.of();
        }
        record Candidate(String text, int cost) {}
        int most = 1 + text.length() / 3;
        return known.stream()
                .map(candidate -> new Candidate(candidate, cost.applyAsInt(candidate)))
                .filter(candidate -> candidate.cost <= most)
                .sorted(Comparator.comparingInt(Candidate::cost))
                .limit(limit)
                .map(Candidate::text)
                .toList();
    }

    private static String[] segments(String path) {
        return path.split("/", -1);
    }

    private static int[] costs(String[] asked, String template) {
        return Arrays.stream(asked)
                .mapToInt(segment -> segment.equals(template) ? 0 : cost(segment, template))
                .toArray();
    }

    private static int cost(String asked, String template) {
        if (template.startsWith("{")) {
            return asked.startsWith("{") ? 1 : asked.isEmpty() ? MISSING_SEGMENT : 2;
        }
        return distance(letters(asked), letters(template));
    }

    private static int align(String[] asked, String[] template, int[][] costs) {
        int[] row = new int[asked.length + 1];
        for (int j = 1; j < row.length; j++) {
            row[j] = row[j - 1] + missing(asked[j - 1]);
        }
        for (int i = 0; i < template.length; i++) {
            int diagonal = row[0];
            row[0] += missing(template[i]);
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + costs[i][j - 1];
                diagonal = row[j];
                row[j] =
                        Math.min(replaced, Math.min(row[j] + missing(template[i]), row[j - 1] + missing(asked[j - 1])));
            }
        }
        return row[asked.length];
    }

    private static int missing(String segment) {
        return Math.min(segment.length() + 1, MISSING_SEGMENT);
    }

    // Capitals and separators are what is mistaken first: video_upload, videoUpload, video-upload
    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "").replace(".", "");
    }

    /** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
    static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] previous = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        Arrays.setAll(previous, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                row[j] = Math.min(previous[j - 1] + (same ? 0 : 1), 1 + Math.min(previous[j], row[j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] oldest = before;
            before = previous;
            previous = row;
            row = oldest;
        }
        return previous[b.length()];
    }
}
