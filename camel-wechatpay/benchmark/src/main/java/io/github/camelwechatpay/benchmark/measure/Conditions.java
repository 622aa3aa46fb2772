package io.github.camelwechatpay.benchmark.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** Describes where and when the figures were measured. */
public record Conditions(String processor, int cores, String jdk, LocalDate date) {

    public static final String COLUMNS = "processor,cores,jdk,date";

    private static final Path CPUINFO = Path.of("/proc/cpuinfo");

    public static Conditions here() throws IOException {
        List<String> cpuinfo = Files.isReadable(CPUINFO) ? Files.readAllLines(CPUINFO) : List.of();
        return new Conditions(
                cpuinfo.stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).trim())
                        .findFirst()
                        .orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
                LocalDate.now(ZoneOffset.UTC));
    }

    /** Reads the conditions from a line of a CSV file with their {@linkplain #COLUMNS columns}. */
    public static Conditions of(Map<String, String> line) {
        return new Conditions(
                line.get("processor"),
                Integer.parseInt(line.get("cores")),
                line.get("jdk"),
                LocalDate.parse(line.get("date")));
    }

    public String csv() {
        return "\"" + processor.replace('"', ' ') + "\"," + cores + ",\"" + jdk + "\"," + date;
    }

    @Override
    public String toString() {
        return processor + ", " + cores + " cores, " + jdk + ", " + date;
    }
}
