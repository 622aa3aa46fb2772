package io.github.camelwechatpay.concurrent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Runs a bounded number of tasks at a time. One too many is refused at once: it neither waits nor runs on the caller's
 * thread. The bound is a count, not a number of threads: what follows a task in a route keeps its thread, but no longer
 * counts. Thread-safe.
 */
public final class BoundedPool extends ServiceSupport {

    /**
     * @param name of the threads
     * @param executorService null for threads of our own
     */
    public record Options(String name, int limit, ExecutorService executorService) {}

    private final CamelContext context;
    private final Options options;
    private final Semaphore permits;

    private ExecutorService executor;

    public BoundedPool(CamelContext context, Options options) {
        this.context = context;
        this.options = options;
        this.permits = new Semaphore(options.limit());
    }

    @Override
    protected void doStart() {
        executor = options.executorService() != null
                ? options.executorService()
                : context.getExecutorServiceManager()
                        .newThreadPool(
                                this,
                                options.name(),
                                new ThreadPoolProfileBuilder(options.name())
                                        .poolSize(1)
                                        .maxPoolSize(Integer.MAX_VALUE)
                                        .maxQueueSize(0)
                                        .allowCoreThreadTimeOut(true)
                                        .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                                        .build());
    }

    @Override
    protected void doStop() {
        if (options.executorService() == null) {
            context.getExecutorServiceManager().shutdownGraceful(executor);
        }
    }

    /** How many tasks are under way. */
    public int running() {
        return options.limit() - permits.availablePermits();
    }

    /**
     * Runs a task and then what follows it.
     *
     * @param task counts towards the limit while it runs
     * @param then runs after it on the same thread
     * @return false when as many tasks as allowed are running; nothing runs then
     * @throws RejectedExecutionException when the executor refuses, or is shut down; nothing runs then either
     */
    public boolean tryRun(Runnable task, Runnable then) {
        if (!permits.tryAcquire()) {
            return false;
        }
        AtomicBoolean begun = new AtomicBoolean();
        try {
            executor.execute(() -> {
                if (!begun.compareAndSet(false, true)) {
                    return;
                }
                try {
                    task.run();
                } finally {
                    permits.release();
                }
                then.run();
            });
            return true;
        } catch (RejectedExecutionException e) {
            permits.release();
            throw e;
        } catch (Error e) {
            // No thread could be made. An executor that runs the task on this thread may fail after its end
            if (begun.compareAndSet(false, true)) {
                permits.release();
                throw new RejectedExecutionException("no thread for another task", e);
            }
            throw e;
        }
    }
}
