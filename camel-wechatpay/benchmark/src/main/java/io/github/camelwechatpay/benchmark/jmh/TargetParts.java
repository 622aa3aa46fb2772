package io.github.camelwechatpay.benchmark.jmh;

import io.github.camelwechatpay.call.PathTemplate;
import io.github.camelwechatpay.call.QueryString;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the encoding of path and query of a call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TargetParts {

    private final PathTemplate template =
            PathTemplate.parse("v3/marketing/favor/stocks/{stock_id}/coupons/{coupon_id}");
    private final Map<String, String> values = Map.of("stock_id", "9856888", "coupon_id", "优惠 9/8");
    private final Map<String, Object> parameters =
            Map.of("appid", "wxd678efh567hg6787", "offset", 20, "stock_creator_mchid", "1900000109");

    @Benchmark
    public String path() {
        return template.expand(values::get);
    }

    @Benchmark
    public String query() {
        return QueryString.of(parameters).encoded();
    }
}
