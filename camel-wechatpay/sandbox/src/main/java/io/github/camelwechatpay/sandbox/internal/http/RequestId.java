package io.github.camelwechatpay.sandbox.internal.http;

import io.github.camelwechatpay.sandbox.internal.common.RandomText;
import java.util.Locale;

/**
 * Makes the {@code Request-ID} of a response or a notification. WeChat Pay writes its internal result number after the
 * last hyphen.
 */
public final class RequestId {
    private RequestId() {}

    public static String next(long number) {
        return "08" + RandomText.secure().hex(40).toUpperCase(Locale.ROOT) + "-" + number;
    }
}
