package io.github.camelwechatpay.transport;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Asks the name servers. Called by several threads. */
@FunctionalInterface
public interface NameLookup {

    /** Asks as every Java program does. May take as long as the operating system allows. */
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
     * @throws UncheckedIOException when there is no such name
     */
    InetAddress[] addresses(String host);
}
