package io.github.camelwechatpay.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells why a file is not taken or sent, or why its address is rejected. The message is never null and quotes nothing of the
 * file.
 */
public final class FileException extends IOException {

    private static final long serialVersionUID = 1L;

    public FileException(String message) {
        super(message);
    }

    public FileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
