package io.github.camelwechatpay;

import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** The time of now, plus what a test has moved it by; the sandbox's clock moves along. */
final class MovableClock extends Clock {

    private final WechatpaySandbox sandbox;
    private volatile Duration moved = Duration.ZERO;

    MovableClock(WechatpaySandbox sandbox) {
        this.sandbox = sandbox;
    }

    void forward(Duration by) {
        moved = moved.plus(by);
        sandbox.clockOffset(moved);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(moved);
    }

    @Override
    public ZoneId getZone() {
        return ZoneId.of("Z");
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
