package io.github.camelwechatpay.transport;

import java.io.IOException;

/** Ends a call before anything of it was written. The message says why, and what to do. */
final class NotSentException extends IOException {

    private static final long serialVersionUID = 1L;

    NotSentException(String message) {
        super(message);
    }
}
