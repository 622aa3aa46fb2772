package io.github.camelwechatpay.benchmark.scenario;

import com.sun.management.OperatingSystemMXBean;
import io.github.camelwechatpay.benchmark.client.BillClient;
import io.github.camelwechatpay.benchmark.client.BillClients;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.benchmark.measure.BillFigures;
import io.github.camelwechatpay.benchmark.measure.BillFigures.Sample;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import io.github.camelwechatpay.benchmark.measure.Goals;
import io.github.camelwechatpay.benchmark.measure.HeapPeak;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Measures the download of a bill of 200 MB in a small heap. Run it with {@code -Xmx64m}. */
final class BillBenchmark {

    private static final long BYTES = 200_000_000;
    private static final double HEAP = 64;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final HeapPeak heap = new HeapPeak();

    private BillBenchmark() {}

    /** @param arguments directory of the figures; {@code quick} for fewer rounds, {@code full} otherwise */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments[1].equals("full") ? 7 : 3;
        Conditions conditions = Conditions.here();
        System.out.println("Bill: " + conditions);
        TestMerchant merchant = TestMerchant.create();
        CryptoChoice.JDK.install();
        try (StubProcess gateway = StubProcess.ofBill(merchant, BYTES, false)) {
            BillFigures figures = new BillBenchmark().run(merchant, gateway.baseUri(), rounds);
            figures.write(Path.of(arguments[0], "bill.csv"), conditions);
            figures.print();
            Goals goals = new Goals();
            goals.atMost(
                    7,
                    "MB of heap, bill of 200 MB with hash, of "
                            + Runtime.getRuntime().maxMemory() / 1024 / 1024 + " MB there are",
                    HEAP,
                    figures.heap(BillClients.OURS, BYTES));
            goals.write(Path.of(arguments[0], "bill-goals.csv"), conditions);
        }
    }

    /** Downloads the bill with each client in turn. The first download of each client warms up and is discarded. */
    private BillFigures run(TestMerchant merchant, String baseUri, int rounds) throws Exception {
        BillFigures figures = new BillFigures();
        Map<BillClients, BillClient> clients = new EnumMap<>(BillClients.class);
        try {
            for (BillClients kind : BillClients.values()) {
                clients.put(kind, kind.create(merchant, baseUri));
                download(clients.get(kind));
            }
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<BillClients, BillClient> client : clients.entrySet()) {
                    figures.add(client.getKey(), download(client.getValue()));
                }
            }
        } finally {
            for (BillClient client : clients.values()) {
                client.close();
            }
        }
        return figures;
    }

    /**
     * Downloads and reads the bill once.
     *
     * @return the sample; its number of bytes is 0 or too small if the download failed, for example in lack of heap
     */
    private Sample download(BillClient client) {
        heap.reset();
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        long bytes = 0;
        try (InputStream bill = client.bill()) {
            bytes = bill.transferTo(OutputStream.nullOutputStream());
        } catch (Exception | OutOfMemoryError e) {
            System.out.println("A download failed: " + e);
        }
        return new Sample(
                (System.nanoTime() - start) / 1e9,
                (PROCESS.getProcessCpuTime() - cpu) / 1e9,
                heap.usedMegabytes(),
                heap.liveMegabytes(),
                bytes);
    }
}
