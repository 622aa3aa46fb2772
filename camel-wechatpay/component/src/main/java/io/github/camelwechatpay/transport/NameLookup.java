package io.github.camelwechatpay.transport;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks the name servers. Implementations are thread-safe. */
@FunctionalInterface
public interface NameLookup {

    /** Looks names up with the JDK. A lookup may take as long as the operating system allows. */
    NameLookup SYSTEM = host -> {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    };

    /**
     * Returns the addresses of a host name, at least one.
     *
     * @throws UncheckedIOException if no such name exists
     */
    InetAddress[] addresses(String host);
}
