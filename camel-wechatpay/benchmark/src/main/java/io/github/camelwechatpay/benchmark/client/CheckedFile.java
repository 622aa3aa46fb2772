package io.github.camelwechatpay.benchmark.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

/** A bill on disk, of those who have to put it there by themselves. */
final class CheckedFile {

    private CheckedFile() {}

    /** @param right tells, when the whole was read, whether it was the announced one */
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
