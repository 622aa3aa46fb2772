package io.github.camelwechatpay.catalog.compiler;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text file into entries by indentation: a head line begins in the first column, a property's keyword in the
 * third, text further in continues the property above. Empty lines, and lines whose first character is {@code #}, are
 * skipped.
 */
final class EntryReader {

    private static final int KEYWORD_COLUMN = 2;

    private final Path file;
    private final Mistakes mistakes;
    private final List<Entry> entries = new ArrayList<>();
    private Entry entry;
    private String keyword;
    private Place keywordPlace;
    private StringBuilder text;

    private EntryReader(Path file, Mistakes mistakes) {
        this.file = file;
        this.mistakes = mistakes;
    }

    static List<Entry> read(Path file, List<String> lines, Mistakes mistakes) {
        EntryReader reader = new EntryReader(file, mistakes);
        for (int i = 0; i < lines.size(); i++) {
            reader.line(new Place(file, i + 1), lines.get(i));
        }
        reader.endProperty();
        return reader.entries;
    }

    private void line(Place place, String line) {
        String content = line.strip();
        int indent = line.length() - line.stripLeading().length();
        if (line.indexOf('\t') >= 0) {
            mistakes.add(place, "tab - indent with spaces");
        } else if (content.isEmpty() || content.startsWith("#")) {
            continueProperty("");
        } else if (indent == 0) {
            head(place, content);
        } else if (indent == KEYWORD_COLUMN) {
            beginProperty(place, content);
        } else if (indent < KEYWORD_COLUMN || keyword == null) {
            mistakes.add(
                    place,
                    "indented by " + indent + " - a keyword is indented by " + KEYWORD_COLUMN
                            + ", what continues it by more");
        } else {
            continueProperty(content);
        }
    }

    private void head(Place place, String content) {
        endProperty();
        String[] words = content.split("\\s+", 3);
        entry = new Entry(
                place, words[0], words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "", mistakes);
        if (!entry.isEvent() && !Vocabulary.METHODS.contains(entry.kind())) {
            entry.mistake("'" + entry.kind() + "' begins no entry - write " + String.join(", ", Vocabulary.METHODS)
                    + " or " + Vocabulary.EVENT);
        } else if (entry.name().isEmpty()) {
            entry.mistake("incomplete - write " + (entry.isEvent() ? "EVENT TYPE name" : "METHOD path name"));
        } else {
            entries.add(entry);
        }
    }

    private void beginProperty(Place place, String content) {
        endProperty();
        if (entry == null) {
            mistakes.add(place, "property of nothing - begin with METHOD path name");
            return;
        }
        keyword = content.split("\\s+", 2)[0];
        keywordPlace = place;
        text = new StringBuilder(content.substring(keyword.length()));
    }

    private void continueProperty(String content) {
        if (keyword != null) {
            text.append('\n').append(content);
        }
    }

    private void endProperty() {
        if (keyword != null) {
            entry.put(keyword, keywordPlace, text.toString());
        }
        keyword = null;
    }
}
