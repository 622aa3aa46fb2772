package io.github.camelwechatpay.transport;

import io.github.camelwechatpay.call.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.support.LRUCacheFactory;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.core5.net.InetAddressUtils;

/**
 * Looks host names up, and lets no call wait longer than it may. Java cannot interrupt a lookup, so each runs on a
 * thread of its own. Calls that need the same name share one lookup, so a name occupies at most one thread, however many
 * calls wait. Thread-safe.
 */
final class HostNames implements DnsResolver {

    private static final int MOST_REMEMBERED = 1_000;

    private final NameLookup lookup;
    private final Executor threads;
    private final Map<String, CompletableFuture<InetAddress[]>> running = new ConcurrentHashMap<>();
    private final Map<String, InetAddress[]> found = LRUCacheFactory.newLRUCache(MOST_REMEMBERED);

    /** @param threads rejects a task that it cannot run at once */
    HostNames(NameLookup lookup, Executor threads) {
        this.lookup = lookup;
        this.threads = threads;
    }

    /**
     * Looks a name up, for {@link #resolve} to return.
     *
     * @param timeout option connectTimeout
     * @param deadline of the call
     * @throws UnknownHostException if no such name exists
     * @throws NotSentException if the lookup takes too long
     */
    void find(String host, Duration timeout, Deadline deadline) throws IOException {
        if (isAddress(host)) {
            return;
        }
        Duration left = deadline.remaining();
        boolean byDeadline = left.compareTo(timeout) < 0;
        try {
            found.put(host, lookUp(host).get((byDeadline ? left : timeout).toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new NotSentException("the host name " + host + " was not found within option "
                    + (byDeadline ? "callTimeout" : "connectTimeout") + ". Check the name servers of this machine");
        } catch (RejectedExecutionException e) {
            throw new NotSentException("the host name " + host + " was not looked up: too many lookups get no answer."
                    + " Check the name servers of this machine");
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e.getCause());
            throw unknown;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the host name " + host + " was looked up");
        }
    }

    private CompletableFuture<InetAddress[]> lookUp(String host) {
        CompletableFuture<InetAddress[]> shared = running.computeIfAbsent(
                host, name -> CompletableFuture.supplyAsync(() -> lookup.addresses(name), threads));
        shared.whenComplete((addresses, failure) -> running.remove(host, shared));
        return shared;
    }

    private static boolean isAddress(String host) {
        return InetAddressUtils.isIPv4(host) || InetAddressUtils.isIPv6(host);
    }

    /** Returns what the last lookup found. A connection is made after {@link #find} only. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = isAddress(host) ? InetAddress.getAllByName(host) : found.get(host);
        if (addresses == null) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
