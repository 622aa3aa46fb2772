package io.github.camelwechatpay.call;

import java.time.Duration;

/** A transport of tests that fetch no files. */
@FunctionalInterface
public interface SendingTransport extends Transport {

    @Override
    default Answer fetch(Call call, String authorization, Deadline deadline, Duration longest, Receiver receiver) {
        throw new AssertionError("A file was fetched: " + call);
    }
}
