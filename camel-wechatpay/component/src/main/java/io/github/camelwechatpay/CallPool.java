package io.github.camelwechatpay;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

/**
 * Runs asynchronous calls, a bounded number at a time. One too many is refused at once: it neither waits nor runs on
 * the caller's thread. Thread-safe.
 */
final class CallPool extends ServiceSupport {

    private static final String NAME = "WechatpayCall";

    /** @param executorService null for a pool of our own */
    record Options(int maxInFlight, ExecutorService executorService) {}

    private final CamelContext context;
    private final Options options;
    private final Semaphore permits;

    private ExecutorService executor;

    CallPool(CamelContext context, Options options) {
        this.context = context;
        this.options = options;
        this.permits = new Semaphore(options.maxInFlight());
    }

    @Override
    protected void doStart() {
        executor = options.executorService() != null
                ? options.executorService()
                : context.getExecutorServiceManager()
                        .newThreadPool(
                                this,
                                NAME,
                                new ThreadPoolProfileBuilder(NAME)
                                        .poolSize(1)
                                        .maxPoolSize(options.maxInFlight())
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

    /**
     * Runs a call and then what follows it.
     *
     * @param call counts as in flight while it runs
     * @param then runs after it on the same thread
     * @return false when as many calls as allowed are in flight; nothing runs then
     */
    boolean tryRun(Runnable call, Runnable then) {
        if (!permits.tryAcquire()) {
            return false;
        }
        try {
            executor.execute(() -> {
                try {
                    call.run();
                } finally {
                    permits.release();
                }
                then.run();
            });
            return true;
        } catch (RejectedExecutionException e) {
            permits.release();
            return false;
        }
    }
}
