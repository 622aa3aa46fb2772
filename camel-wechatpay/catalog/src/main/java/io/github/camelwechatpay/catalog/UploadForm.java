package io.github.camelwechatpay.catalog;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The parts of an upload, and what is to be made for a file: its name and its digest stand in the part {@code meta} under
 * names that differ from operation to operation. Immutable.
 *
 * @param file the part that holds the file
 * @param meta the part that is signed, JSON text
 * @param fileName the member of {@code meta} for the name of the file; empty where there is none
 * @param digest the member of {@code meta} for the digest of the file, hexadecimal
 * @param algorithm the member of {@code meta} that says the algorithm, by its only documented value; empty where none does
 */
public record UploadForm(Field file, Field meta, Optional<Field> fileName, Field digest, Optional<Field> algorithm) {

    private static final String META = "meta";
    private static final List<String> FILE_NAMES = List.of("filename", "file_name");
    private static final List<String> DIGESTS = List.of("sha256", "file_digest", "digest");

    /** One is misspelt by WeChat Pay itself: {@code digest_alogrithm}. */
    private static final String ALGORITHM = "digest_al";

    private static final String SM3 = "SM3";

    /** The form of an operation, empty when it is no upload. */
    static Optional<UploadForm> of(List<Field> body) {
        Optional<Field> file = find(body, field -> field.type() == Field.Type.FILE);
        Optional<Field> meta = find(body, field -> field.name().equals(META) && field.json());
        Optional<Field> digest = meta.flatMap(part -> find(part.fields(), field -> DIGESTS.contains(field.name())));
        return digest.isEmpty() || file.isEmpty()
                ? Optional.empty()
                : Optional.of(new UploadForm(
                        file.get(),
                        meta.get(),
                        find(meta.get().fields(), field -> FILE_NAMES.contains(field.name())),
                        digest.get(),
                        find(
                                meta.get().fields(),
                                field -> field.name().startsWith(ALGORITHM)
                                        && field.values().size() == 1)));
    }

    private static Optional<Field> find(List<Field> fields, Predicate<Field> condition) {
        // Asked for each call: a stream would cost more
        for (Field field : fields) {
            if (condition.test(field)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** Name of the digest's algorithm: {@code SHA-256}, or {@code SM3} where a member of {@code meta} says so. */
    public String digestAlgorithm() {
        return algorithm.filter(field -> field.values().get(0).endsWith(SM3)).isPresent() ? SM3 : "SHA-256";
    }

    /** The members of {@code meta} that cannot be made from the file. */
    public Stream<Field> otherFields() {
        return meta.fields().stream()
                .filter(field -> !field.equals(digest)
                        && !Optional.of(field).equals(fileName)
                        && !Optional.of(field).equals(algorithm));
    }
}
