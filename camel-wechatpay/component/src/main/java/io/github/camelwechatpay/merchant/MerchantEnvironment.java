package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.transport.TransportOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options beside a merchant's own that decide how its keys work and how its platform certificates are
 * downloaded. Endpoints with equal environments share merchants.
 *
 * @param maxClockSkew how far the timestamp of a response may differ from the clock, either way
 * @param baseUri null for the documented address
 * @param backupBaseUri null for no backup host
 * @param gatewayPath null for no path prefix
 */
public record MerchantEnvironment(
        String cryptoProvider,
        Duration maxClockSkew,
        @Nullable String baseUri,
        @Nullable String backupBaseUri,
        @Nullable String gatewayPath,
        TransportOptions transport) {}
