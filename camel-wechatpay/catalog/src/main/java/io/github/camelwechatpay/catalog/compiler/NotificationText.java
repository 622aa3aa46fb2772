package io.github.camelwechatpay.catalog.compiler;

import io.github.camelwechatpay.catalog.Field;
import java.util.List;
import java.util.regex.Pattern;

/** What a text file says about one event type. */
record NotificationText(
        Place place,
        String eventType,
        String name,
        List<String> originalTypes,
        String algorithm,
        List<String> alsoSentAs,
        List<Field> fields,
        List<String> officialDocs) {

    private static final Pattern EVENT_TYPE = Pattern.compile("[A-Z0-9_]+(\\.[A-Z0-9_]+)*");

    static NotificationText read(Entry entry) {
        if (!EVENT_TYPE.matcher(entry.subject()).matches()) {
            entry.mistake("'" + entry.subject() + "' is no event type - write WORD.WORD in capitals");
        }
        List<Field> fields = entry.fields("resource");
        Field.walk(fields, (pointer, field) -> {
            if (field.required()) {
                entry.mistake("resource", pointer + ": nothing is required (*) in a notification");
            }
        });
        return new NotificationText(
                entry.place(),
                entry.subject(),
                entry.name(),
                entry.words("original"),
                Words.atMostOne(entry, "cipher").stream().findFirst().orElse(Vocabulary.DEFAULT_CIPHER),
                entry.words("also"),
                fields,
                Words.addresses(entry));
    }

    /** The text in its one canonical form. */
    String print() {
        TextPrinter out = new TextPrinter(Vocabulary.EVENT + " " + eventType + "  " + name);
        out.property("resource", FieldNotation.print(fields));
        out.property("original", String.join(" ", originalTypes));
        out.property("also", String.join(" ", alsoSentAs));
        out.property("cipher", algorithm.equals(Vocabulary.DEFAULT_CIPHER) ? "" : algorithm);
        out.docs(officialDocs);
        return out.toString();
    }
}
