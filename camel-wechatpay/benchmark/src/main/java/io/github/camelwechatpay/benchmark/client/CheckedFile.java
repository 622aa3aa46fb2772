package io.github.camelwechatpay.benchmark.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/** Stores a bill on disk until its digest is checked, for clients that do not do so themselves. */
final class CheckedFile {

    private CheckedFile() {}

    /**
     * Copies the bill to a temporary file and checks it.
     *
     * @param bill content as downloaded
     * @param right asked after the whole bill was read; true if the digest is the announced one
     * @return the content of the file, which closing the stream deletes
     * @throws IOException if the digest differs
     */
    static InputStream of(InputStream bill, BooleanSupplier right) throws IOException {
        Path file = Files.createTempFile("bill-", ".tmp");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                bill.transferTo(out);
            }
            if (!right.getAsBoolean()) {
                throw new IOException("The bill does not have the announced digest");
            }
            return Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            Files.delete(file);
            throw e;
        }
    }
}
