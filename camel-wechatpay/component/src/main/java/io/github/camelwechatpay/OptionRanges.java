package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.Region;
import java.util.List;
import java.util.regex.Pattern;

/** The ranges of the options. Camel reads a malformed duration as 0, so zero is refused here. */
final class OptionRanges {

    private static final Pattern GATEWAY_PATH = Pattern.compile("(/(?!\\.{1,2}(/|$))[0-9A-Za-z._~-]+)+");

    private OptionRanges() {}

    /** @throws IllegalArgumentException naming the option, what it is and what it may be */
    static void check(WechatpayConfiguration options) {
        duration("connectTimeout", options.getConnectTimeout());
        duration("responseTimeout", options.getResponseTimeout());
        duration("callTimeout", options.getCallTimeout());
        duration("replyTimeout", options.getReplyTimeout());
        duration("maxClockSkew", options.getMaxClockSkew());
        atLeastOne("maxInFlight", options.getMaxInFlight());
        atLeastOne("maxConnections", options.getMaxConnections());
        atLeastOne("maxBodySize", options.getMaxBodySize());
        oneOf("encryption", options.getEncryption(), List.of("auto", "off"));
        oneOf("sendBody", options.getSendBody(), List.of("auto", "always"));
        oneOf("unmatched", options.getUnmatched(), List.of("fail", "ack"));
        if (options.getRegion() != null) {
            Region.of(options.getRegion());
        }
        if (options.getBaseUri() != null) {
            Destination.baseUri(options.getBaseUri());
        }
        if (options.getGatewayPath() != null
                && !GATEWAY_PATH.matcher(options.getGatewayPath()).matches()) {
            throw new IllegalArgumentException(
                    "Option gatewayPath is not a path prefix: write a leading and no trailing"
                            + " slash, such as /wechat");
        }
        if ((options.getProxyHost() == null) != (options.getProxyPort() == null)) {
            throw new IllegalArgumentException("Options proxyHost and proxyPort belong together: set "
                    + (options.getProxyHost() == null ? "proxyHost" : "proxyPort"));
        }
        if (options.getProxyPort() != null) {
            port("proxyPort", options.getProxyPort());
        }
    }

    private static void port(String option, int value) {
        if (value < 1 || value > 65_535) {
            throw new IllegalArgumentException("Option " + option + " is " + value + ": it must be from 1 to 65535");
        }
    }

    private static void duration(String option, long millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException("Option " + option + " is " + millis
                    + " ms, or is no duration: write milliseconds, or text such as 10s or 500ms, more than zero");
        }
    }

    private static void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("Option " + option + " is " + value + ": it must be at least 1");
        }
    }

    private static void oneOf(String option, String value, List<String> values) {
        if (value == null || !values.contains(value)) {
            throw new IllegalArgumentException(
                    "Option " + option + " is \"" + value + "\": set it to one of " + String.join(", ", values));
        }
    }
}
