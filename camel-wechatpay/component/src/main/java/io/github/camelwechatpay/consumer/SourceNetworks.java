package io.github.camelwechatpay.consumer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Represents the networks from which the consumer accepts notifications. Immutable.
 *
 * @param networks in the order of the option
 */
public record SourceNetworks(List<Network> networks) {

    /** Stands for the addresses that WeChat Pay documents for its notifications. */
    static final String WECHATPAY = "wechatpay";

    private static final List<String> DOCUMENTED = List.of(
            "101.226.103.0/25",
            "140.207.54.0/25",
            "121.51.58.128/25",
            "183.3.234.0/25",
            "58.251.80.0/25",
            "121.51.30.128/25",
            "203.205.219.128/25",
            "81.71.199.64",
            "81.71.198.25",
            "81.71.199.59",
            // Refunds and profit sharing come from these, too
            "175.24.214.208",
            "175.24.211.24",
            "175.24.213.135",
            "109.244.180.23",
            "114.132.203.119",
            "43.139.43.69");

    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    /** Matches addresses of digits only, because Java would look up any other text as a host name. */
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private record Network(byte[] address, int prefix) {

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (other[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Reads option {@code allowedSources}.
     *
     * @throws IllegalArgumentException naming an entry that is not a network
     */
    public static SourceNetworks of(String option) {
        List<Network> networks = new ArrayList<>();
        Arrays.stream(option.split(",", -1)).map(String::strip).forEach(entry -> {
            if (entry.equals(WECHATPAY)) {
                DOCUMENTED.forEach(network -> networks.add(network(network)));
            } else {
                networks.add(network(entry));
            }
        });
        return new SourceNetworks(List.copyOf(networks));
    }

    private static Network network(String text) {
        String[] parts = text.split("/", -1);
        byte[] address = address(parts[0]);
        if (address == null
                || parts.length > 2
                || parts.length == 2 && !PREFIX.matcher(parts[1]).matches()) {
            throw notANetwork(text);
        }
        int bits = address.length * 8;
        int prefix = parts.length == 1 ? bits : Integer.parseInt(parts[1]);
        if (prefix > bits) {
            throw notANetwork(text);
        }
        return new Network(address, prefix);
    }

    /** Returns null if the text is not an address. */
    private static byte @Nullable [] address(String text) {
        if (!ADDRESS.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private static IllegalArgumentException notANetwork(String text) {
        return new IllegalArgumentException("Option allowedSources has \"" + text + "\", which is no network: write"
                + " addresses such as 203.0.113.7 and networks such as 203.0.113.0/24, separated by commas, or "
                + WECHATPAY + " for those that WeChat Pay documents");
    }

    /**
     * Returns whether an address is in one of the networks.
     *
     * @param address address of digits; an IPv4 address may be in IPv6 form
     */
    boolean contain(String address) {
        byte[] bytes = address(address);
        return bytes != null && networks.stream().anyMatch(network -> network.contains(bytes));
    }
}
