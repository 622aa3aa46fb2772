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
        int replySeconds,
        List<String> alsoSentAs,
        List<Field> fields,
        List<String> officialDocs) {

    private static final Pattern EVENT_TYPE = Pattern.compile("[A-Z0-9_]+(\\.[A-Z0-9_]+)*");

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]?s");

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
                Words.atMostOne(entry, "reply").stream()
                        .mapToInt(word -> seconds(entry, word))
                        .findFirst()
                        .orElse(0),
                entry.words("also"),
                fields,
                Words.addresses(entry));
    }

    private static int seconds(Entry entry, String word) {
        if (!SECONDS.matcher(word).matches()) {
            entry.mistake("reply", "'" + word + "' is no time in seconds - write 1s to 99s");
            return 0;
        }
        return Integer.parseInt(word, 0, word.length() - 1, 10);
    }

    /** The text in its one canonical form. */
    String print() {
        TextPrinter out = new TextPrinter(Vocabulary.EVENT + " " + eventType + "  " + name);
        out.property("resource", FieldNotation.print(fields));
        out.property("reply", replySeconds == 0 ? "" : replySeconds + "s");
        out.property("original", String.join(" ", originalTypes));
        out.property("also", String.join(" ", alsoSentAs));
        out.property("cipher", algorithm.equals(Vocabulary.DEFAULT_CIPHER) ? "" : algorithm);
        out.docs(officialDocs);
        return out.toString();
    }
}
