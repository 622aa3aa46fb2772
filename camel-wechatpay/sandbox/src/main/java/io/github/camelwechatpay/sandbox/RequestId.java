package io.github.camelwechatpay.sandbox;

import java.util.Locale;

/** The trace id of an answer or a notification: WeChat Pay writes its internal result number behind the last hyphen. */
final class RequestId {
    private RequestId() {}

    static String next(long number) {
        return "08" + RandomText.secure().hex(40).toUpperCase(Locale.ROOT) + "-" + number;
    }
}
