package io.github.camelwechatpay.transport;

import java.time.Duration;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options of an HTTP client. Calls with the same options share a client.
 *
 * @param maxConnections per host
 * @param sslContextParameters null for the JDK's trust store
 * @param proxyHost null for no proxy
 * @param proxyPort null for no proxy
 * @param proxyUser null for a proxy that asks for no user
 * @param useSystemProperties whether the proxy and TLS properties of the JVM apply
 */
public record TransportOptions(
        Duration connectTimeout,
        Duration responseTimeout,
        int maxConnections,
        @Nullable SSLContextParameters sslContextParameters,
        @Nullable String proxyHost,
        @Nullable Integer proxyPort,
        @Nullable ProxyUser proxyUser,
        boolean useSystemProperties) {}
