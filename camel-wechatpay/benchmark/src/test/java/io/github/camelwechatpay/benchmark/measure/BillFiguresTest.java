package io.github.camelwechatpay.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.benchmark.client.BillClients;
import io.github.camelwechatpay.benchmark.measure.BillFigures.Sample;
import org.junit.jupiter.api.Test;

class BillFiguresTest {

    private final BillFigures figures = new BillFigures();

    @Test
    void saysTheMostHeapOfAllRounds() {
        figures.add(BillClients.OURS, new Sample(1, 1, 20, 10, 5));
        figures.add(BillClients.OURS, new Sample(1, 1, 30, 10, 5));
        figures.add(BillClients.OURS, new Sample(1, 1, 25, 10, 5));

        assertThat(figures.heap(BillClients.OURS, 5)).isEqualTo(30);
    }

    @Test
    void countsNoDownloadThatIsNotWhole() {
        figures.add(BillClients.OURS, new Sample(1, 1, 20, 10, 5));
        figures.add(BillClients.OURS, new Sample(1, 1, 20, 10, 4));

        assertThat(figures.heap(BillClients.OURS, 5)).isInfinite();
    }
}
