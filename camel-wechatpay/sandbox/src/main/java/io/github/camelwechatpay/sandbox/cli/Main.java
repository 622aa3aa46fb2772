package io.github.camelwechatpay.sandbox.cli;

import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.logging.LogManager;

/** Runs the sandbox as a process until SIGTERM or SIGINT. */
public final class Main {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Exits with 2 and the usage on wrong arguments, with 1 when the sandbox cannot start. */
    public static void main(String... arguments) throws IOException {
        try (InputStream logging = Main.class.getResourceAsStream("logging.properties")) {
            LogManager.getLogManager().readConfiguration(logging);
        }
        int status = new Main(System.out, System.err).run(arguments);
        if (status != OK) {
            System.exit(status);
        }
    }

    /** Returns the exit status when the sandbox could not start, or when its thread is interrupted. */
    int run(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals(OperationList.COMMAND)) {
            return new OperationList(out).print(List.of(arguments).subList(1, arguments.length)) ? OK : usage();
        }
        CommandLine line;
        try {
            line = CommandLine.parse(arguments);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return usage();
        }
        WechatpaySandbox.Builder builder = WechatpaySandbox.builder().port(line.port());
        line.proxyPort().ifPresent(builder::proxyPort);
        line.allowedHosts().forEach(builder::allowHost);
        HomeDirectory home = new HomeDirectory(line.home());
        try {
            home.prepare();
            try (WechatpaySandbox sandbox = builder.start()) {
                home.write(sandbox);
                out.println("WeChat Pay sandbox listens on " + sandbox.baseUri());
                if (sandbox.isProxy()) {
                    out.println("HTTPS proxy for WeChat Pay's host names on 127.0.0.1:" + sandbox.proxyPort());
                }
                new CountDownLatch(1).await();
            }
            return OK;
        } catch (IOException | UncheckedIOException e) {
            err.println("The sandbox cannot start: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OK;
        }
    }

    private int usage() {
        err.print(CommandLine.USAGE);
        return USAGE;
    }
}
