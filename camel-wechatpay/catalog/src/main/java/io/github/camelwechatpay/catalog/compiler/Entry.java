package io.github.camelwechatpay.catalog.compiler;

import io.github.camelwechatpay.catalog.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One operation or event as it stands in the file: the head line {@code KIND SUBJECT name} and its properties. Text that
 * runs over several lines keeps its line breaks, so that a mistake in it can be placed.
 */
final class Entry {

    private record Property(Place place, String text) {}

    private final Place place;
    private final String kind;
    private final String subject;
    private final String name;
    private final Mistakes mistakes;
    private final Map<String, Property> properties = new LinkedHashMap<>();

    Entry(Place place, String kind, String subject, String name, Mistakes mistakes) {
        this.place = place;
        this.kind = kind;
        this.subject = subject;
        this.name = name;
        this.mistakes = mistakes;
    }

    Place place() {
        return place;
    }

    /** An HTTP method or {@code EVENT}. */
    String kind() {
        return kind;
    }

    /** Path template or event type. */
    String subject() {
        return subject;
    }

    String name() {
        return name;
    }

    boolean isEvent() {
        return kind.equals(Vocabulary.EVENT);
    }

    void mistake(String message) {
        mistakes.add(place, message);
    }

    /** Takes a property up; a keyword that does not belong here or comes twice is a mistake. */
    void put(String keyword, Place at, String text) {
        List<String> keywords = isEvent() ? Vocabulary.EVENT_KEYWORDS : Vocabulary.OPERATION_KEYWORDS;
        if (!keywords.contains(keyword)) {
            mistakes.add(at, "unknown keyword '" + keyword + "' - use one of " + String.join(", ", keywords));
        } else if (text.isBlank()) {
            mistakes.add(at, "'" + keyword + "' says nothing - remove the line");
        } else if (properties.putIfAbsent(keyword, new Property(at, text)) != null) {
            mistakes.add(at, "second '" + keyword + "' of " + kind + " " + subject + " - make them one");
        }
    }

    void mistake(String keyword, String message) {
        mistakes.add(properties.get(keyword).place, message);
    }

    /** The words of a property; empty when it is absent. */
    List<String> words(String keyword) {
        Property property = properties.get(keyword);
        return property == null
                ? List.of()
                : Arrays.asList(property.text.strip().split("\\s+"));
    }

    /** The fields of a property; empty when it is absent or wrong. */
    List<Field> fields(String keyword) {
        Property property = properties.get(keyword);
        return property == null ? List.of() : fields(property, 0);
    }

    /** The fields of a property behind its first word. */
    List<Field> fieldsAfterWord(String keyword) {
        Property property = properties.get(keyword);
        String text = property.text;
        int start = text.length() - text.stripLeading().length();
        return fields(property, start + words(keyword).get(0).length());
    }

    private List<Field> fields(Property property, int from) {
        try {
            return FieldNotation.parse(property.text, from);
        } catch (FieldNotation.Mistake e) {
            int lines = (int) property.text
                    .substring(0, e.position())
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            mistakes.add(property.place.plus(lines), e.getMessage());
            return List.of();
        }
    }
}
