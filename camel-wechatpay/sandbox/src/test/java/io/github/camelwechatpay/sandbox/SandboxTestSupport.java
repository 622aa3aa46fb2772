package io.github.camelwechatpay.sandbox;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One sandbox per test class, with its right clock and without memory before each test, and a client on raw sockets. */
abstract class SandboxTestSupport {
    static WechatpaySandbox sandbox;
    static RawClient client;

    @BeforeAll
    static void start() {
        sandbox = WechatpaySandbox.start();
        client = new RawClient(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void forget() {
        sandbox.reset();
        sandbox.clockOffset(Duration.ZERO);
    }
}
