package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.consumer.SourceNetworks;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks the ranges of the options. Zero durations are rejected, because Camel reads a malformed duration as 0. */
final class OptionRanges {

    private static final Pattern GATEWAY_PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[0-9A-Za-z._~-]+)+/?");

    private static final long LONGEST = Duration.ofDays(1).toMillis();
    private static final int MOST_DAYS = 1_000;
    private static final int MOST = 1_000_000;
    private static final int HIGHEST_PORT = 65_535;

    private OptionRanges() {}

    /**
     * Checks all options of an endpoint.
     *
     * @throws IllegalArgumentException if a value is out of range; the message names option, value and range
     */
    static void check(WechatpayConfiguration options) {
        duration("connectTimeout", options.getConnectTimeout());
        duration("responseTimeout", options.getResponseTimeout());
        duration("callTimeout", options.getCallTimeout());
        duration("downloadTimeout", options.getDownloadTimeout());
        duration("replyTimeout", options.getReplyTimeout());
        duration("maxClockSkew", options.getMaxClockSkew());
        range("maxInFlight", options.getMaxInFlight(), MOST);
        range("maxConnections", options.getMaxConnections(), MOST);
        range("maxBodySize", options.getMaxBodySize(), Integer.MAX_VALUE);
        oneOf("signatureType", options.getSignatureType(), List.of("rsa", "sm2"));
        range("spoolThreshold", options.getSpoolThreshold(), Integer.MAX_VALUE);
        range("maxFileSize", options.getMaxFileSize(), Long.MAX_VALUE);
        oneOf("encryption", options.getEncryption(), List.of("auto", "off"));
        oneOf("validation", options.getValidation(), List.of("off", "warn", "fail"));
        oneOf("sendBody", options.getSendBody(), List.of("auto", "always"));
        oneOf("answer", options.getAnswer(), List.of("ack", "body"));
        oneOf("unmatched", options.getUnmatched(), List.of("fail", "ack"));
        if (options.getRegion() != null) {
            Region.of(options.getRegion());
        }
        if (options.getAllowedSources() != null) {
            SourceNetworks.of(options.getAllowedSources());
        }
        if (options.getBaseUri() != null) {
            Destination.baseUri(options.getBaseUri());
        }
        if (options.getBackupBaseUri() != null) {
            Destination.baseUri("backupBaseUri", options.getBackupBaseUri());
        }
        if (options.getGatewayPath() != null
                && !GATEWAY_PATH.matcher(options.getGatewayPath()).matches()) {
            throw new IllegalArgumentException(
                    "Option gatewayPath is not a path prefix: it must begin with a slash, and have no empty segment, no dot"
                            + " segment and no other characters than letters, digits, dot, underscore, tilde and hyphen."
                            + " Write a prefix such as /wechat");
        }
        if ((options.getProxyHost() == null) != (options.getProxyPort() == null)) {
            throw new IllegalArgumentException("Options proxyHost and proxyPort belong together: set "
                    + (options.getProxyHost() == null ? "proxyHost" : "proxyPort"));
        }
        if (options.getProxyPort() != null) {
            range("proxyPort", options.getProxyPort(), HIGHEST_PORT);
        }
        proxyUser(options);
    }

    private static void proxyUser(WechatpayConfiguration options) {
        String user = options.getProxyUsername();
        if ((user == null) != (options.getProxyPassword() == null)) {
            throw new IllegalArgumentException("Options proxyUsername and proxyPassword belong together: set "
                    + (user == null ? "proxyUsername" : "proxyPassword"));
        }
        if (user == null) {
            return;
        }
        if (options.getProxyHost() == null && !options.isUseSystemProperties()) {
            throw new IllegalArgumentException(
                    "Option proxyUsername is set, but there is no proxy: set proxyHost, or useSystemProperties to true");
        }
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "Option proxyUsername is empty or contains a colon, which scheme Basic cannot send. Write the user"
                            + " alone, and the password in option proxyPassword");
        }
    }

    /**
     * Checks option {@code certificateWarning} of the component.
     *
     * @throws IllegalArgumentException if it is out of range; the message names option, value and range
     */
    static Duration certificateWarning(long millis) {
        if (millis <= 0 || millis > Duration.ofDays(MOST_DAYS).toMillis()) {
            throw new IllegalArgumentException("Option certificateWarning is " + millis
                    + " ms, or is no duration: write milliseconds, or text such as 30d, more than zero and at most "
                    + MOST_DAYS + " days");
        }
        return Duration.ofMillis(millis);
    }

    private static void duration(String option, long millis) {
        if (millis <= 0 || millis > LONGEST) {
            throw new IllegalArgumentException("Option " + option + " is " + millis
                    + " ms, or is no duration: write milliseconds, or text such as 10s or 500ms, more than zero and at most"
                    + " a day");
        }
    }

    private static void range(String option, long value, long highest) {
        if (value < 1 || value > highest) {
            throw new IllegalArgumentException(
                    "Option " + option + " is " + value + ": it must be at least 1 and at most " + highest);
        }
    }

    private static void oneOf(String option, @Nullable String value, List<String> values) {
        if (value == null || !values.contains(value)) {
            throw new IllegalArgumentException(
                    "Option " + option + " is \"" + value + "\": set it to one of " + String.join(", ", values));
        }
    }
}
