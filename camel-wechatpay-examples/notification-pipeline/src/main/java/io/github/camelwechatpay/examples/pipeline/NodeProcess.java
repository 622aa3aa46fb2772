package io.github.camelwechatpay.examples.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a {@link Node} in its own JVM. The port stays the same after a restart. Thread-safe. */
final class NodeProcess implements AutoCloseable {

    private static final List<String> SMALL = List.of("-Xmx160m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final int STOP_SECONDS = 15;

    private final List<String> command = new ArrayList<>();
    private final Path log;

    private Process process;
    private boolean closed;

    NodeProcess(String name, int port, Map<String, String> properties) throws IOException {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add("-Dcamel.main.name=" + name);
        command.add("-Dcamel.server.port=" + port);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Node.class.getName()));
        log = Files.createDirectories(Path.of("target", "nodes")).resolve(name + ".log");
    }

    /** Starts the node. Does nothing after {@link #close()}. */
    synchronized void start() {
        if (closed) {
            return;
        }
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until the node accepts requests.
     *
     * @throws IllegalStateException if the node ends instead
     */
    void awaitReady() throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(Node.READY)) {
                return;
            }
        }
        throw new IllegalStateException("A node did not start, see " + log.toAbsolutePath());
    }

    /** Kills the node with SIGKILL: no shutdown hook runs, no exchange completes, no buffer is flushed. */
    synchronized void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops the node gracefully, so that exchanges in flight complete. Kills it after 15 seconds. */
    synchronized void stop() throws IOException {
        process.getOutputStream().close();
        process.onExit()
                .completeOnTimeout(process, STOP_SECONDS, TimeUnit.SECONDS)
                .join();
        kill();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (process != null) {
            kill();
        }
    }
}
