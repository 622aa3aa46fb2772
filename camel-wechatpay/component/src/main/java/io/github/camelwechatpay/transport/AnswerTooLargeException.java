package io.github.camelwechatpay.transport;

import java.io.IOException;

/** Ends the reading of a body that is too large to be kept in memory. */
final class AnswerTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    AnswerTooLargeException(int most) {
        super("more than " + most + " bytes");
    }
}
