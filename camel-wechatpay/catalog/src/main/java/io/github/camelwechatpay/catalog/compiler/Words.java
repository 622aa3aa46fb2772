package io.github.camelwechatpay.catalog.compiler;

import io.github.camelwechatpay.catalog.FileLimit;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Reads the properties that are lists of words. */
final class Words {

    private Words() {}

    static List<String> known(Entry entry, String keyword, Collection<String> known) {
        return entry.words(keyword).stream()
                .filter(word -> {
                    if (!known.contains(word)) {
                        entry.mistake(
                                keyword,
                                "unknown word '" + word + "' in '" + keyword + "' - use " + String.join(", ", known));
                    }
                    return known.contains(word);
                })
                .toList();
    }

    static List<String> meanings(Entry entry, String keyword, Map<String, String> known, String absent) {
        List<String> words = known(entry, keyword, known.keySet());
        return words.isEmpty()
                ? List.of(known.get(absent))
                : words.stream().map(known::get).toList();
    }

    static List<String> atMostOne(Entry entry, String keyword) {
        List<String> words = entry.words(keyword);
        if (words.size() > 1) {
            entry.mistake(keyword, "'" + keyword + "' has " + words.size() + " words - write one");
        }
        return words;
    }

    /** What file an upload takes, each kind in its one canonical form. */
    static List<String> fileLimits(Entry entry) {
        return entry.words("file").stream().map(word -> fileLimit(entry, word)).toList();
    }

    private static String fileLimit(Entry entry, String word) {
        try {
            return FileLimit.parse(word).toString();
        } catch (IllegalArgumentException e) {
            entry.mistake("file", e.getMessage());
            return word;
        }
    }

    /** The official pages, their families written out. */
    static List<String> addresses(Entry entry) {
        return entry.words("docs").stream().map(word -> address(entry, word)).toList();
    }

    private static String address(Entry entry, String word) {
        if (word.startsWith("https://")) {
            return word;
        }
        String family = word.substring(0, word.indexOf('/') + 1);
        if (!Vocabulary.DOCS.containsKey(family)) {
            entry.mistake(
                    "docs",
                    "'" + word + "' is no page - write https://... or begin with "
                            + String.join(", ", Vocabulary.DOCS.keySet()));
            return word;
        }
        return Vocabulary.DOCS.get(family) + word.substring(family.length());
    }
}
