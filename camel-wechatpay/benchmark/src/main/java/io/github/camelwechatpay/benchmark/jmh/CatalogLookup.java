package io.github.camelwechatpay.benchmark.jmh;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures finding an operation in the catalog. Each lookup is for the next of all operations. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CatalogLookup {

    private static final String VALUE = "1217752501201407033233368018";

    private Catalog catalog;
    private String[] methods;
    private String[] templates;
    private String[] concrete;
    private int next;

    @Setup
    public void ask() {
        catalog = Catalog.get();
        methods = catalog.operations().stream().map(Operation::method).toArray(String[]::new);
        templates = catalog.operations().stream().map(Operation::path).toArray(String[]::new);
        concrete = catalog.operations().stream()
                .map(operation -> operation.path().replaceAll("[{][^}]*[}]", VALUE))
                .toArray(String[]::new);
    }

    private int next() {
        next = next + 1 == templates.length ? 0 : next + 1;
        return next;
    }

    @Benchmark
    public List<Operation> template() {
        return catalog.find(templates[next()]);
    }

    @Benchmark
    public List<Operation> concretePath() {
        return catalog.find(concrete[next()]);
    }

    @Benchmark
    public Optional<Operation> concretePathAndMethod() {
        int i = next();
        return catalog.find(methods[i], concrete[i]);
    }

    @Benchmark
    public List<Operation> unknownPath() {
        return catalog.find("v3/no/such/" + VALUE);
    }
}
