package io.github.camelwechatpay.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

class HeapFiguresTest {

    /** As small as not to need a region of its own. */
    private static final int KILOBYTE = 1024;

    @Test
    void seesWhatIsKeptAndNotWhatIsGone() {
        HeapFigures heap = new HeapFigures();
        heap.add(0);
        byte[][] kept = new byte[20 * KILOBYTE][KILOBYTE];
        heap.add(1);
        assertThat(heap.last() - heap.first()).isBetween(15.0, 25.0);
        Reference.reachabilityFence(kept);

        kept = null;
        heap.add(2);
        assertThat(heap.last() - heap.first()).isLessThan(5);
    }
}
