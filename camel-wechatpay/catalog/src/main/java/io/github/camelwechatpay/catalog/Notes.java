package io.github.camelwechatpay.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is special about an operation or an event, in words for people. */
public final class Notes {

    /** Their answers are the only ones that WeChat Pay wants signed. */
    private static final String SIGNED_ANSWERS = "CROSS_BORDER_PAY.";

    private Notes() {}

    /** One phrase for each peculiarity of an operation, except {@linkplain Operation#supersededBy what replaces it}. */
    public static List<String> of(Operation operation) {
        List<String> notes = new ArrayList<>();
        if (operation.deprecated()) {
            notes.add("Deprecated: WeChat Pay has switched it off");
        }
        if (operation.urlFromAnswer()) {
            notes.add("The address comes from an earlier answer");
        }
        if (operation.unsignedAnswer()) {
            notes.add("The answer is not signed");
        }
        operation.answerSignedOver().ifPresent(header -> notes.add("The answer is signed over its header " + header));
        if (Stream.of(operation.query(), operation.body()).anyMatch(Field::isAnyEncrypted)) {
            notes.add("Some fields are encrypted for WeChat Pay");
        }
        if (!operation.fileLimits().isEmpty()) {
            notes.add(operation.fileLimits().stream()
                    .map(Notes::file)
                    .collect(Collectors.joining(", ", "The file may be ", "")));
        }
        return notes;
    }

    private static String file(FileLimit limit) {
        String kind = limit.extension().equals(FileLimit.ANY) ? "of any kind" : limit.extension();
        return kind + " up to " + limit.size();
    }

    /** One phrase for each peculiarity of an event. */
    public static List<String> of(Notification event) {
        List<String> notes = new ArrayList<>();
        event.replyWithin()
                .ifPresent(time -> notes.add("A question: the body that the route leaves is the answer, due within "
                        + time.toSeconds() + " s"));
        if (event.eventType().startsWith(SIGNED_ANSWERS)) {
            notes.add("The answer must be signed, in a way not documented publicly: set option answerSigner");
        }
        if (!event.originalTypes().isEmpty()) {
            notes.add("original_type " + String.join(", ", event.originalTypes()));
        }
        if (!event.alsoSentAs().isEmpty()) {
            notes.add("The same resource comes as " + String.join(", ", event.alsoSentAs()));
        }
        notes.add("Encrypted with " + event.algorithm());
        return notes;
    }

    /** The answer of an operation as a phrase; empty where it has {@linkplain Operation#answer() fields}. */
    public static Optional<String> answer(Operation operation) {
        if (operation.download()) {
            List<String> types = operation.produces();
            return Optional.of(types.isEmpty() ? "A file" : "A file: " + String.join(", ", types));
        }
        if (operation.successStatus() != 200) {
            return Optional.of("Empty, status " + operation.successStatus());
        }
        return operation.answer().isEmpty() ? Optional.of("Not documented") : Optional.empty();
    }
}
