package io.github.camelwechatpay.files;

import java.io.IOException;

/** A file is no longer what its signed digest says, or can no longer be read. */
public final class FileChangedException extends IOException {

    private static final long serialVersionUID = 1L;

    FileChangedException(String message, IOException cause) {
        super(message, cause);
    }
}
