package io.github.camelwechatpay.transport;

import java.time.Duration;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The options that make one HTTP client; calls with the same options share it.
 *
 * @param maxConnections per host
 * @param sslContextParameters null for the JDK's trust store
 * @param proxyHost null for none
 * @param proxyPort null for none
 * @param proxyUser null for a proxy that asks for no user
 * @param useSystemProperties whether the proxy and TLS properties of the JVM apply
 */
public record TransportOptions(
        Duration connectTimeout,
        Duration responseTimeout,
        int maxConnections,
        SSLContextParameters sslContextParameters,
        String proxyHost,
        Integer proxyPort,
        ProxyUser proxyUser,
        boolean useSystemProperties) {}
