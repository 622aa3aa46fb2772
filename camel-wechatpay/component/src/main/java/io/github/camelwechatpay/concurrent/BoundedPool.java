package io.github.camelwechatpay.concurrent;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.jspecify.annotations.Nullable;

/**
 * Runs a bounded number of tasks at a time. A task above the limit is refused at once: it neither waits nor runs on the
 * caller's thread. The limit is a number of tasks, not of threads. The steps that follow a task in a route keep its thread,
 * but no longer use up the limit. Thread-safe.
 */
public final class BoundedPool extends ServiceSupport {

    /**
     * Holds the options of a pool. Pools with equal options are one pool.
     *
     * @param name the name of the threads, and of their thread pool profile
     * @param limit the highest number of tasks that run at a time, at least 1
     * @param executorService runs the tasks and is never shut down; null for threads of the pool's own
     */
    public record Options(String name, int limit, @Nullable ExecutorService executorService) {}

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

    /** Returns the number of tasks that run now. */
    public int running() {
        return options.limit() - permits.availablePermits();
    }

    /**
     * Runs a task, and then the steps that follow it. The pool must be started.
     *
     * @param task uses up the limit while it runs
     * @param then runs after the task on the same thread, unless the task throws
     * @return false if the limit is reached; nothing runs then
     * @throws RejectedExecutionException if the executor refuses the task or is shut down; nothing runs then either
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
            // The JVM could make no thread. An executor that runs the task on this thread may fail after the task's end
            if (begun.compareAndSet(false, true)) {
                permits.release();
                throw new RejectedExecutionException("no thread for another task", e);
            }
            throw e;
        }
    }
}
