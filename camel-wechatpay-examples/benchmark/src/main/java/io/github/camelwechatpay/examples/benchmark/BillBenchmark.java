package io.github.camelwechatpay.examples.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.github.camelwechatpay.examples.benchmark.contender.BillContender;
import io.github.camelwechatpay.examples.benchmark.contender.BillContenders;
import io.github.camelwechatpay.examples.benchmark.contender.Crypto;
import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import io.github.camelwechatpay.examples.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.examples.benchmark.measure.BillFigures;
import io.github.camelwechatpay.examples.benchmark.measure.BillFigures.Sample;
import io.github.camelwechatpay.examples.benchmark.measure.Conditions;
import io.github.camelwechatpay.examples.benchmark.measure.Goals;
import io.github.camelwechatpay.examples.benchmark.measure.HeapPeak;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** Measures the download of a large bill, in a small heap: to be run with {@code -Xmx64m}. */
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
        Shop shop = Shop.create();
        Crypto.JDK.install();
        try (StubProcess gateway = StubProcess.ofBill(shop, BYTES, false)) {
            BillFigures figures = new BillBenchmark().run(shop, gateway.baseUri(), rounds);
            figures.write(Path.of(arguments[0], "bill.csv"), conditions);
            figures.print();
            Goals goals = new Goals();
            goals.atMost(
                    7,
                    "MB of heap, bill of 200 MB with hash, of "
                            + Runtime.getRuntime().maxMemory() / 1024 / 1024 + " MB there are",
                    HEAP,
                    figures.heap(BillContenders.OURS, BYTES));
            goals.write(Path.of(arguments[0], "bill-goals.csv"), conditions);
        }
    }

    /** The first round of each is not counted. */
    private BillFigures run(Shop shop, String baseUri, int rounds) throws Exception {
        BillFigures figures = new BillFigures();
        Map<BillContenders, BillContender> contenders = new EnumMap<>(BillContenders.class);
        try {
            for (BillContenders kind : BillContenders.values()) {
                contenders.put(kind, kind.create(shop, baseUri));
                download(contenders.get(kind));
            }
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<BillContenders, BillContender> contender : contenders.entrySet()) {
                    figures.add(contender.getKey(), download(contender.getValue()));
                }
            }
        } finally {
            for (BillContender contender : contenders.values()) {
                contender.close();
            }
        }
        return figures;
    }

    /** With the reading of it. One who cannot do it in this heap has no bytes. */
    private Sample download(BillContender contender) {
        heap.reset();
        long cpu = PROCESS.getProcessCpuTime();
        long start = System.nanoTime();
        long bytes = 0;
        try (InputStream bill = contender.bill()) {
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
