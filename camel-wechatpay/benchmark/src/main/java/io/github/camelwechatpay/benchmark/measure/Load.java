package io.github.camelwechatpay.benchmark.measure;

import com.sun.management.OperatingSystemMXBean;
import io.github.camelwechatpay.benchmark.client.AsyncClient;
import io.github.camelwechatpay.benchmark.client.Client;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Produces load: a fixed number of calls in flight for a fixed time. A failed call ends the measurement, because figures of
 * failed calls are worthless. The threads live from one load to the next, because the JVM reports the allocation of live
 * threads only.
 */
public final class Load implements AutoCloseable {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "load");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Runs the load and returns its figures.
     *
     * @param expected result of every call
     * @param concurrency number of calls in flight
     * @throws RuntimeException if a call fails
     */
    public Sample run(Client client, String expected, int concurrency, Duration duration) {
        Allocation allocation = Allocation.now();
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        List<Latencies> all = new ArrayList<>();
        List<CompletableFuture<Void>> chains = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            Latencies latencies = new Latencies();
            all.add(latencies);
            chains.add(chain(client, expected, latencies, end));
        }
        chains.forEach(CompletableFuture::join);
        long elapsed = System.nanoTime() - start;
        cpu = PROCESS.getProcessCpuTime() - cpu;
        long bytes = allocation.since();
        return Sample.of(Latencies.sorted(all), elapsed, cpu, bytes);
    }

    private CompletableFuture<Void> chain(Client client, String expected, Latencies latencies, long end) {
        if (client instanceof AsyncClient async) {
            CompletableFuture<Void> over = new CompletableFuture<>();
            next(async, expected, latencies, end, over);
            return over;
        }
        return CompletableFuture.runAsync(() -> repeat(client, expected, latencies, end), threads);
    }

    private static void repeat(Client client, String expected, Latencies latencies, long end) {
        for (long start = System.nanoTime(); start < end; start = System.nanoTime()) {
            try {
                if (!expected.equals(client.call())) {
                    throw new IllegalStateException("A call returned an unexpected result");
                }
            } catch (Exception e) {
                throw new IllegalStateException("A call failed", e);
            }
            latencies.add(System.nanoTime() - start);
        }
    }

    /** Starts a call. The thread that completes it starts the next call. */
    private static void next(
            AsyncClient client, String expected, Latencies latencies, long end, CompletableFuture<Void> over) {
        long start = System.nanoTime();
        if (start >= end) {
            over.complete(null);
            return;
        }
        client.start((id, failure) -> {
            if (!expected.equals(id)) {
                over.completeExceptionally(new IllegalStateException("A call failed", failure));
                return;
            }
            latencies.add(System.nanoTime() - start);
            next(client, expected, latencies, end, over);
        });
    }

    /** Stops the threads and waits until they have ended. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The threads of the load do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
