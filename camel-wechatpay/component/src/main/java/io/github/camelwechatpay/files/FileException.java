package io.github.camelwechatpay.files;

import java.io.IOException;

/** A file, or the address of one, that is not taken. The message quotes nothing of the file. */
public final class FileException extends IOException {

    private static final long serialVersionUID = 1L;

    public FileException(String message) {
        super(message);
    }

    public FileException(String message, Throwable cause) {
        super(message, cause);
    }
}
