package io.github.camelwechatpay.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Represents a file that a response names and that is to be fetched.
 *
 * @param url its address, not empty
 * @param hashType SHA1, SHA256 or SM3
 * @param hashValue of the plain file
 * @param encryptKey encrypted for the merchant; null if the file is not encrypted
 * @param nonce of the encryption
 */
public record FileLink(
        String url,
        @Nullable String hashType,
        @Nullable String hashValue,
        @Nullable String encryptKey,
        @Nullable String nonce) {

    private static final String URL = "download_url";
    private static final String HASH = "hash_value";
    private static final String KEY = "encrypt_key";
    private static final String LIST = "download_bill_list";
    private static final String COUNT = "download_bill_count";

    /** Tells whether an operation only reads, and its response is documented to name files and their digests. */
    public static boolean isDocumented(Operation operation) {
        return operation.method().equals("GET")
                && has(entry(operation.answer()), HASH)
                && has(entry(operation.answer()), URL);
    }

    /** Tells whether the files of an operation are documented to be encrypted. */
    public static boolean isEncryptionDocumented(Operation operation) {
        return has(entry(operation.answer()), KEY);
    }

    private static List<Field> entry(List<Field> answer) {
        return answer.stream()
                .filter(field -> field.name().equals(LIST))
                .findFirst()
                .map(Field::fields)
                .orElse(answer);
    }

    private static boolean has(List<Field> fields, String name) {
        return fields.stream().anyMatch(field -> field.name().equals(name));
    }

    /**
     * Reads the files that a response names, in the order in which they belong together.
     *
     * @throws FileException if the response names no file, or not all
     */
    public static List<FileLink> of(JsonNode answer) throws FileException {
        List<JsonNode> entries = answer.has(LIST)
                ? StreamSupport.stream(answer.get(LIST).spliterator(), false)
                        .sorted(Comparator.comparingInt(
                                entry -> entry.path("bill_sequence").asInt()))
                        .toList()
                : List.of(answer);
        if (answer.has(COUNT) && answer.get(COUNT).asInt() != entries.size()) {
            throw new FileException("the answer announces " + COUNT + " "
                    + answer.get(COUNT).asInt() + ", and names " + entries.size());
        }
        if (entries.isEmpty()
                || !entries.stream().allMatch(entry -> entry.path(URL).isTextual() && text(entry, URL) != null)) {
            throw new FileException("the answer names no file (" + URL + "): it may not be ready yet. Option"
                    + " responseType=map gives the answer itself");
        }
        return entries.stream().map(FileLink::link).toList();
    }

    private static FileLink link(JsonNode entry) {
        return new FileLink(
                entry.path(URL).asText(),
                text(entry, "hash_type"),
                text(entry, HASH),
                text(entry, KEY),
                text(entry, "nonce"));
    }

    private static @Nullable String text(JsonNode entry, String name) {
        String text = entry.path(name).asText("");
        return text.isEmpty() ? null : text;
    }
}
