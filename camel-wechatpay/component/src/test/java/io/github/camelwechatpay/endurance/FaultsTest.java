package io.github.camelwechatpay.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayComponent;
import io.github.camelwechatpay.WechatpayConfiguration;
import io.github.camelwechatpay.fixture.BrokenLink;
import io.github.camelwechatpay.fixture.RawGateway;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.TestOrder;
import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.ReceivedRequest;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import io.github.camelwechatpay.sandbox.fixture.Figure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/**
 * Calls while sandbox and network fail at random, several at a time; afterwards what was reported of each is held against
 * what the sandbox knows of it. With {@code -Dfaults.calls=N} as many, with {@code -Dfaults.seed=S} those of that seed;
 * which call meets which fault depends on the threads, too.
 */
class FaultsTest {

    private static final int CALLS = Integer.getInteger("faults.calls", 500);
    private static final long SEED = Long.getLong("faults.seed", 20_261_121L);
    private static final int THREADS = 8;
    private static final Duration LATE = Duration.ofMillis(600);

    /** A kind of call; each call has a number of its own. */
    private enum Kind {
        WRITE("POST", "v3/pay/transactions/native", "wechatpay:v3/pay/transactions/native?validation=off"),
        UPLOAD(
                "POST",
                "v3/mch-manage/submission-files/sub-mchid/{sub_mchid}/upload",
                "wechatpay:v3/mch-manage/submission-files/sub-mchid/{sub_mchid}/upload?validation=off"),
        QUERY(
                "GET",
                "v3/profitsharing/orders/{out_order_no}",
                "wechatpay:v3/profitsharing/orders/{out_order_no}?query.transaction_id=42"),
        QUERY_OF_NOTHING(
                "GET",
                "v3/pay/transactions/out-trade-no/{out_trade_no}",
                "wechatpay:v3/pay/transactions/out-trade-no/{out_trade_no}?validation=off");

        private final String method;
        private final String path;
        private final String uri;

        Kind(String method, String path, String uri) {
            this.method = method;
            this.path = path;
            this.uri = uri;
        }

        private boolean isWrite() {
            return method.equals("POST");
        }
    }

    /** Where calls get to. */
    private enum Reach {
        NOWHERE,
        SOMETIMES,
        BACKUP_ONLY
    }

    /** Options by which calls take a way to the sandbox. */
    private record Way(String options, Reach reach) {

        private boolean hasBackup() {
            return options.contains("backupBaseUri");
        }

        /** A call that leads nowhere is not sent, one that has a good backup host is. */
        private boolean fits(String outcome) {
            return switch (reach) {
                case NOWHERE -> outcome.equals("NOT_SENT");
                case BACKUP_ONLY -> !outcome.equals("NOT_SENT");
                case SOMETIMES -> true;
            };
        }
    }

    /** A call that is over. */
    private record Report(Kind kind, Way way, String number, Exception failure) {

        private String outcome() {
            return failure == null
                    ? "SUCCESS"
                    : failure instanceof WechatpayCallException call
                            ? call.getOutcome().name()
                            : failure.getClass().getSimpleName();
        }

        private boolean mayBeSentTwice() {
            return !kind.isWrite() && way.hasBackup();
        }

        /** What is wrong with it, empty when the requests that the sandbox saw fit what was reported. */
        private Stream<String> mismatch(List<ReceivedRequest> seen) {
            boolean right = seen.size() <= (mayBeSentTwice() ? 2 : 1)
                    && way.fits(outcome())
                    && (failure == null
                            ? seen.stream().anyMatch(Report::isAnswered)
                            : failure instanceof WechatpayCallException call && fits(call, seen));
            return right ? Stream.empty() : Stream.of(this + " but the sandbox saw " + seen);
        }

        private static boolean isAnswered(ReceivedRequest request) {
            return request.executed()
                    && request.status() == 200
                    && request.fault().isEmpty();
        }

        private boolean fits(WechatpayCallException call, List<ReceivedRequest> seen) {
            Stream<ReceivedRequest> answeredSo =
                    seen.stream().filter(request -> request.status() == call.getStatusCode());
            return switch (call.getOutcome()) {
                case NOT_SENT -> seen.isEmpty() && call.isRetryable();
                case REJECTED -> answeredSo.anyMatch(request -> !request.executed());
                case UNVERIFIED -> answeredSo.anyMatch(ReceivedRequest::executed) && isRepeatedWithCare(call);
                case UNKNOWN -> isRepeatedWithCare(call);
            };
        }

        private boolean isRepeatedWithCare(WechatpayCallException call) {
            boolean harmless = !kind.isWrite() || "SYSTEM_ERROR".equals(call.getCode());
            return call.isRetryable() == harmless && call.isQueryFirst() == !harmless;
        }
    }

    private final WechatpaySandbox sandbox =
            WechatpaySandbox.builder().listedRequests(2 * CALLS).start();

    @Test
    void whatIsReportedIsWhatHappened() throws Exception {
        CamelContext context = new DefaultCamelContext();
        List<Report> reports;
        try (BrokenLink link = new BrokenLink(sandbox.port(), SEED);
                RawGateway proxy = new RawGateway()) {
            proxy.otherwise(RawGatewayAnswer.unsigned(503, "text/plain", "no"));
            context.addComponent("wechatpay", component());
            context.start();
            reports = callAll(context.createProducerTemplate(), ways(link, proxy));
        } finally {
            context.stop();
            sandbox.close();
        }
        // Closing ended what was late: now every request is listed
        Map<String, List<ReceivedRequest>> seen =
                sandbox.requests().stream().collect(Collectors.groupingBy(FaultsTest::number));
        List<String> mismatches = reports.stream()
                .flatMap(report -> report.mismatch(seen.getOrDefault(report.number(), List.of())))
                .toList();
        List<Report> twice = reports.stream()
                .filter(report -> report.kind().isWrite() && executions(report, seen) > 1)
                .toList();
        Figure.print(
                "faults",
                "faults: seed %d, writes %s, queries %s%nfaults: calls %d, mismatches %d, executed twice %d"
                        .formatted(
                                SEED,
                                outcomes(
                                        reports.stream()
                                                .filter(report -> report.kind().isWrite()),
                                        seen),
                                outcomes(
                                        reports.stream()
                                                .filter(report -> !report.kind().isWrite()),
                                        seen),
                                reports.size(),
                                mismatches.size(),
                                twice.size()));

        assertThat(reports).hasSize(CALLS).extracting(Report::number).containsAll(seen.keySet());
        assertThat(mismatches).isEmpty();
        assertThat(twice).isEmpty();
        assertThat(reports)
                .extracting(Report::outcome)
                .contains("SUCCESS", "NOT_SENT", "REJECTED", "UNKNOWN", "UNVERIFIED");
        assertThat(executedOf(reports, "UNKNOWN", seen)).contains(true, false);
        assertThat(executedOf(reports, "SUCCESS", seen)).containsOnly(true);
    }

    /** Whose request it is; an upload has its number in the path only. */
    private static String number(ReceivedRequest request) {
        return request.businessNumber().orElse(request.target().replaceAll(".*/sub-mchid/|/upload$", ""));
    }

    /** As often as the sandbox lists, or as its ledger says. */
    private long executions(Report report, Map<String, List<ReceivedRequest>> seen) {
        long listed = seen.getOrDefault(report.number(), List.of()).stream()
                .filter(ReceivedRequest::executed)
                .count();
        return Math.max(listed, sandbox.executions(report.kind().path, report.number()));
    }

    private List<Boolean> executedOf(List<Report> reports, String outcome, Map<String, List<ReceivedRequest>> seen) {
        return reports.stream()
                .filter(report -> report.kind().isWrite() && report.outcome().equals(outcome))
                .map(report -> executions(report, seen) > 0)
                .toList();
    }

    /** How often each outcome was reported, and how many of those were executed. */
    private String outcomes(Stream<Report> reports, Map<String, List<ReceivedRequest>> seen) {
        return reports
                .collect(Collectors.groupingBy(Report::outcome, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> "%s %d (executed %d)"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().size(),
                                entry.getValue().stream()
                                        .filter(report -> executions(report, seen) > 0)
                                        .count()))
                .collect(Collectors.joining(", "));
    }

    private WechatpayComponent component() {
        WechatpayComponent component = new WechatpayComponent();
        WechatpayConfiguration configuration = component.getConfiguration();
        configuration.setMchid(sandbox.mchid());
        configuration.setMerchantSerialNumber(sandbox.merchantSerialNumber());
        configuration.setPrivateKey(sandbox.privateKeyPem());
        configuration.setSecretKey(sandbox.secretKey());
        configuration.setPublicKeyId(sandbox.publicKeyId());
        configuration.setPublicKey(sandbox.publicKeyPem());
        configuration.setResponseTimeout(LATE.toMillis() / 2);
        return component;
    }

    private List<Way> ways(BrokenLink link, RawGateway proxy) throws Exception {
        String direct = "&baseUri=" + sandbox.baseUri();
        String broken = "&baseUri=" + link.baseUri();
        String nobody = "http://127.0.0.1:" + closedPort();
        String closed = "&baseUri=" + nobody;
        String noTls = "&baseUri=https://127.0.0.1:" + sandbox.port();
        String refusing = "&baseUri=https://gateway.invalid&proxyHost=127.0.0.1&proxyPort=" + proxy.port();
        String backup = "&backupBaseUri=http://localhost:" + sandbox.port();
        String brokenBackup = "&backupBaseUri=" + link.baseUri();
        return List.of(
                new Way(direct, Reach.SOMETIMES),
                new Way(direct + "&callTimeout=" + LATE.toMillis() / 4, Reach.SOMETIMES),
                new Way(direct + "&maxConnections=1&connectTimeout=20", Reach.SOMETIMES),
                new Way(direct + "&maxInFlight=1", Reach.SOMETIMES),
                new Way(direct + "&synchronous=true", Reach.SOMETIMES),
                new Way(direct + backup, Reach.SOMETIMES),
                new Way(direct + brokenBackup, Reach.SOMETIMES),
                new Way(broken, Reach.SOMETIMES),
                new Way(broken + "&synchronous=true", Reach.SOMETIMES),
                new Way(broken + backup, Reach.SOMETIMES),
                new Way(broken + "&backupBaseUri=" + nobody, Reach.SOMETIMES),
                new Way(closed, Reach.NOWHERE),
                new Way(closed + backup, Reach.BACKUP_ONLY),
                new Way(closed + brokenBackup, Reach.SOMETIMES),
                new Way(noTls, Reach.NOWHERE),
                new Way(noTls + backup, Reach.BACKUP_ONLY),
                new Way(refusing, Reach.NOWHERE),
                new Way(refusing + "&backupBaseUri=https://backup.invalid", Reach.NOWHERE));
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private List<Report> callAll(ProducerTemplate template, List<Way> ways) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "faults");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Report>> running = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                int number = i;
                running.add(threads.submit(() -> call(template, ways, number)));
            }
            List<Report> reports = new ArrayList<>();
            for (Future<Report> report : running) {
                reports.add(report.get());
            }
            return reports;
        } finally {
            threads.shutdownNow();
        }
    }

    private Report call(ProducerTemplate template, List<Way> ways, int i) {
        SplittableRandom random = new SplittableRandom(SEED + i);
        Kind kind = pick(random, Kind.values());
        Way way = ways.get(random.nextInt(ways.size()));
        String number = "%010d".formatted(i);
        if (random.nextInt(3) == 0) {
            sandbox.fault(pick(random, Fault.values()), 1, kind.path, LATE);
        }
        Exchange exchange = template.request(kind.uri + way.options(), e -> {
            e.getMessage().setHeader("out_order_no", number);
            e.getMessage().setHeader("out_trade_no", number);
            e.getMessage().setHeader("sub_mchid", number);
            e.getMessage().setBody(kind == Kind.UPLOAD ? document() : order(number));
        });
        return new Report(kind, way, number, exchange.getException());
    }

    private static <T> T pick(SplittableRandom random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    private static Map<String, Object> document() {
        return Map.of("submission_file", new byte[50_000], "file_name", "tea.png", "item_id", 1);
    }

    private Map<String, Object> order(String number) {
        return TestOrder.of(sandbox, number);
    }
}
