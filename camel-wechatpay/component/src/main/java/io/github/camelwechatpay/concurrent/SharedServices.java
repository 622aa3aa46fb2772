package io.github.camelwechatpay.concurrent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.camel.Service;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Holds the services that endpoints with the same options share. The first endpoint that asks makes and starts a
 * service; the component stops it. Thread-safe.
 *
 * @param <K> the options that identify a service; compared by value
 * @param <S> the type of the services
 */
public final class SharedServices<K, S extends Service> {

    private final Map<K, S> services = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    private boolean open;

    /**
     * Returns the service of some options. Makes and starts it first if there is none.
     *
     * @throws IllegalStateException if the component is stopped
     */
    public S get(K options, Function<K, S> factory) {
        lock.lock();
        try {
            if (!open) {
                throw new IllegalStateException("The wechatpay component is stopped");
            }
            S service = services.get(options);
            if (service == null) {
                service = factory.apply(options);
                ServiceHelper.startService(service);
                services.put(options, service);
            }
            return service;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the service of some options, empty if no endpoint asked for it since the component was started. */
    public Optional<S> find(K options) {
        lock.lock();
        try {
            return Optional.ofNullable(services.get(options));
        } finally {
            lock.unlock();
        }
    }

    /** Returns the services that run now. */
    public List<S> all() {
        lock.lock();
        try {
            return List.copyOf(services.values());
        } finally {
            lock.unlock();
        }
    }

    /** Lets endpoints ask for services. */
    public void start() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
    }

    /** Stops and forgets all services. */
    public void stop() {
        lock.lock();
        try {
            open = false;
            services.values().forEach(ServiceHelper::stopAndShutdownService);
            services.clear();
        } finally {
            lock.unlock();
        }
    }
}
