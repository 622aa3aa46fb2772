package io.github.camelwechatpay.sandbox.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** The arguments of the process, parsed. */
record CommandLine(int port, OptionalInt proxyPort, Path home, Set<String> allowedHosts) {
    static final String USAGE = """
            Usage: java -jar wechatpay-sandbox.jar --home DIR [--port N] [--proxy-port N] [--allow-host NAME]...
                   java -jar wechatpay-sandbox.jar operations [--json | SEARCH]

              --home DIR         where sandbox.properties and the key files are written
              --port N           the port on 127.0.0.1, any free one by default
              --proxy-port N     also be an HTTPS proxy on 127.0.0.1 for WeChat Pay's own host names,
                                 on this port, any free one with 0
              --allow-host NAME  a host besides the loopback addresses: notifications may go to it, and
                                 control calls may come under it, at any port

              operations         lists what the sandbox answers: all, those with SEARCH in path or
                                 name, or all with their fields as one JSON object a line

            All keys are new with each start; those of an earlier start in DIR are replaced.
            """;

    /** @throws IllegalArgumentException that names the wrong argument */
    static CommandLine parse(String... arguments) {
        int port = 0;
        OptionalInt proxyPort = OptionalInt.empty();
        Path home = null;
        Set<String> hosts = new HashSet<>();
        for (Iterator<String> rest = List.of(arguments).iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (!Set.of("--home", "--port", "--proxy-port", "--allow-host").contains(option)) {
                throw new IllegalArgumentException("Unknown argument " + option);
            }
            if (!rest.hasNext()) {
                throw new IllegalArgumentException(option + " needs a value");
            }
            String value = rest.next();
            switch (option) {
                case "--home" -> home = path(value);
                case "--port" -> port = port(option, value);
                case "--proxy-port" -> proxyPort = OptionalInt.of(port(option, value));
                default -> hosts.add(value);
            }
        }
        if (home == null) {
            throw new IllegalArgumentException("--home is missing");
        }
        return new CommandLine(port, proxyPort, home, Set.copyOf(hosts));
    }

    private static Path path(String value) {
        try {
            return Path.of(value).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("--home is not a path: " + value, e);
        }
    }

    private static int port(String option, String value) {
        try {
            int port = Integer.parseInt(value);
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The message below fits both
        }
        throw new IllegalArgumentException(option + " must be 0 to 65535, not " + value);
    }
}
