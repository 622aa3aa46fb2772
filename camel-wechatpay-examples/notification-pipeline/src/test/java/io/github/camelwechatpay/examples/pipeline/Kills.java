package io.github.camelwechatpay.examples.pipeline;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Kills a random node, and starts it again at once, whenever one of some random numbers of notifications is accepted: so there
 * is work that a kill hits, on a fast machine and on a slow one. The other node may be down just then. Thread-safe.
 */
final class Kills {

    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final List<NodeProcess> nodes;
    private final Random random;
    private final Set<Integer> moments;

    Kills(List<NodeProcess> nodes, Crash.Load load, Random random) {
        this.nodes = nodes;
        this.random = random;
        this.moments = random.ints(1, load.notifications())
                .distinct()
                .limit(load.kills())
                .boxed()
                .collect(Collectors.toSet());
    }

    /** A notification was accepted. */
    void progress() {
        if (moments.contains(accepted.incrementAndGet())) {
            NodeProcess victim = nodes.get(random.nextInt(nodes.size()));
            victim.kill();
            victim.start();
            done.incrementAndGet();
        }
    }

    int done() {
        return done.get();
    }
}
