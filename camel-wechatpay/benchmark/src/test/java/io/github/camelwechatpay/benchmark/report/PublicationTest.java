package io.github.camelwechatpay.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import io.github.camelwechatpay.benchmark.client.Clients;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.jmh.Parts;
import io.github.camelwechatpay.benchmark.measure.Conditions;
import io.github.camelwechatpay.benchmark.measure.Figures;
import io.github.camelwechatpay.benchmark.measure.Figures.Row;
import io.github.camelwechatpay.benchmark.measure.Goals;
import io.github.camelwechatpay.benchmark.measure.Sample;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {

    private static final Path SITE = Path.of("../../src/site");
    private static final Conditions CONDITIONS =
            new Conditions("A processor, \"fast\"", 2, "A JVM 17", LocalDate.of(2026, 11, 21));
    private static final String PAGE = "Before\n" + place("goals") + "Between\n" + place("parts") + place("flight")
            + place("bill") + place("growth") + place("heap") + place("start") + "After\n";

    private static String place(String name) {
        return "<!-- %1$s: written by -Dbenchmark.publish -->\nold\n<!-- end of %1$s -->\n".formatted(name);
    }

    @TempDir
    private Path run;

    @TempDir
    private Path published;

    @BeforeEach
    void measure() throws IOException {
        Goals goals = new Goals();
        goals.atMost(4, "KB, native", 36, 40);
        goals.atLeast(3, "calls/s", 1.8, 1.9);
        goals.write(run.resolve("call-goals.csv"), CONDITIONS);
        Files.writeString(run.resolve(Parts.FILE), """
                "Benchmark","Mode","Threads","Samples","Score","Score Error (99.9%)","Unit","Param: crypto"
                "io.github.example.CryptoParts.sign","avgt",1,2,803.25,NaN,"us/op",native
                "io.github.example.TargetParts.path","avgt",1,2,90.5,NaN,"ns/op",
                """);
        Figures figures = new Figures();
        for (Clients client : Clients.values()) {
            for (CryptoChoice crypto : CryptoChoice.values()) {
                for (int concurrency : new int[] {1, 64}) {
                    figures.add(
                            new Row(client.label(), crypto, concurrency),
                            new Sample(100, 500 + client.ordinal(), 1500, 600.4, 9000.6, 40960));
                }
            }
        }
        figures.write(run.resolve("call.csv"), CONDITIONS);
        Files.writeString(run.resolve("other.csv"), "of,another,kind\n1,2,3\n");
    }

    @Test
    void pageSaysWhatThePublishedFiguresSay() throws IOException {
        String page = Files.readString(SITE.resolve("markdown/performance.md"));

        assertThat(new Report(SITE.resolve("resources/benchmark")).in(page)).isEqualTo(page);
    }

    @Test
    void writesGoalsInTheirOrderAndReasonsOfThoseThatAreMissed() throws IOException {
        Files.writeString(run.resolve(Report.REASONS), "3 = never shown\n4 = because of this\n");

        assertThat(new Report(run).in(PAGE))
                .contains("""
                | 3 | calls/s | at least 1.80 | 1.90 | met |
                | 4 | KB, native | at most 36.00 | 40.00 | **missed** |

                - call: A processor,  fast , 2 cores, A JVM 17, 2026-11-21

                Goal 4 is missed: because of this
                """)
                .startsWith("Before\n")
                .contains("\nBetween\n")
                .endsWith("\nAfter\n")
                .doesNotContain("old", "never");
    }

    @Test
    void writesWhatSmallPartsTake() throws IOException {
        assertThat(new Report(run).in(PAGE)).contains("""
                | CryptoParts.sign | native | 803 us |
                | TargetParts.path |  | 90.5 ns |
                """);
    }

    @Test
    void writesTheMedianOfTheRounds() throws IOException {
        String columns = "contender,crypto,in_flight,delay_ms,round,calls,failed,calls_per_second,cpu_us,p50_us,p99_us,"
                + "platform_threads," + Conditions.COLUMNS + "\n";
        String round = "ours-async,native,500,100,%d,100,false,%s,406.4,114966,222534.3,%d," + CONDITIONS.csv() + "\n";
        Files.writeString(
                run.resolve("flight-jdk25.csv"),
                columns
                        + round.formatted(1, "3957.1", 20)
                        + round.formatted(2, "1.5", 19)
                        + round.formatted(3, "9999", 9));

        assertThat(new Report(run).in(PAGE))
                .contains("\n| ours-async | 100 | A JVM 17 | 3960 | 406 | 115000 | 223000 | 19 |\n");
    }

    @Test
    void readsFiguresAsTheyWereWritten() throws IOException {
        Figures figures = Figures.of(CsvReader.read(run.resolve("call.csv")));

        assertThat(figures.median(new Row("sdk", CryptoChoice.NATIVE, 64)))
                .isEqualTo(new Sample(100, 502, 1500, 600.4, 9000.6, 40960));
        assertThat(figures.concurrencies()).containsExactly(1, 64);
    }

    @Test
    void publishesTablesAndTheirPlots() throws IOException {
        assumeThatCode(() -> new TextLayout(
                        "1", new Font(Font.SANS_SERIF, Font.PLAIN, 10), new FontRenderContext(null, true, true)))
                .as("This machine has no fonts")
                .doesNotThrowAnyException();
        Path page = Files.writeString(run.resolve("page.md"), PAGE);

        Publication.main(new String[] {run.toString(), published.toString(), page.toString()});

        assertThat(page).content().contains("| 4 | KB, native |");
        assertThat(names())
                .containsExactly(
                        "bytes.svg",
                        "call-goals.csv",
                        "call.csv",
                        "cpu-jdk.svg",
                        "cpu-native.svg",
                        "jmh.csv",
                        "latency-jdk.svg",
                        "latency-native.svg",
                        "other.csv",
                        "speed-jdk.svg",
                        "speed-native.svg");
        byte[] first = Files.readAllBytes(published.resolve("latency-native.svg"));
        Plots.draw(published);
        assertThat(published.resolve("latency-native.svg")).hasBinaryContent(first);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(published)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
