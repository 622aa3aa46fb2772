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
 * @param <K> the options that make the service what it is; compared by value
 */
public final class SharedServices<K, S extends Service> {

    private final Map<K, S> services = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    private boolean open;

    /** @throws IllegalStateException when the component is stopped */
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

    /** Empty when nobody asked for it yet. */
    public Optional<S> find(K options) {
        lock.lock();
        try {
            return Optional.ofNullable(services.get(options));
        } finally {
            lock.unlock();
        }
    }

    public List<S> all() {
        lock.lock();
        try {
            return List.copyOf(services.values());
        } finally {
            lock.unlock();
        }
    }

    public void start() {
        lock.lock();
        try {
            open = true;
        } finally {
            lock.unlock();
        }
    }

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
