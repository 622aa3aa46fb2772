package io.github.camelwechatpay.benchmark.report;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads CSV files of figures. */
final class CsvReader {

    private static final ObjectReader READER = new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader());

    private CsvReader() {}

    /** Returns each line as its values by column name. */
    static List<Map<String, String>> read(Path file) throws IOException {
        try (MappingIterator<Map<String, String>> lines = READER.readValues(file.toFile())) {
            return lines.readAll();
        }
    }
}
