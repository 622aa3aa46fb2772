package io.github.camelwechatpay.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a bill, one at a time. A bill has a header line, rows whose cells begin with a back-tick, and a summary
 * of two lines. It is not CSV: nothing is quoted, and a cell may hold commas and quotation marks. A comma with a back-tick
 * ends a cell. Not thread-safe.
 */
public final class BillRows {

    private static final int LONGEST_LINE = 64 * 1024;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String TICK = "`";

    /** Stands for bytes that are not UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final BufferedReader reader;
    private final List<String> columns;

    private long lines;
    private long rows;
    private @Nullable String ahead;

    /** @throws IOException if the bill cannot be read, has no header, or has a header that is not UTF-8 */
    public BillRows(InputStream bill) throws IOException {
        reader = new BufferedReader(new InputStreamReader(bill, StandardCharsets.UTF_8));
        String header = line();
        if (header == null || header.startsWith(TICK)) {
            throw new FileException("the bill has no header line");
        }
        if (header.indexOf(REPLACEMENT) >= 0 || header.indexOf('\0') >= 0) {
            throw new FileException(
                    "the bill is not text in UTF-8: its header line has bytes of another charset. Set option"
                            + " split to false, and read the file in its own charset");
        }
        columns = List.of(header.replaceFirst(BYTE_ORDER_MARK, "").split(",", -1));
        ahead = line();
    }

    /**
     * Reads the next row.
     *
     * @return column to text, in the order of the bill and without back-ticks; null after the last row
     */
    public @Nullable Map<String, String> next() throws IOException {
        if (ahead == null || !ahead.startsWith(TICK)) {
            return null;
        }
        Map<String, String> row = cells(columns, ahead);
        rows++;
        ahead = line();
        return row;
    }

    /** Returns how many rows were read. */
    public long count() {
        return rows;
    }

    /**
     * Reads the summary, which follows the last row.
     *
     * @return title to text; null between rows, and if the bill has no summary
     */
    public @Nullable Map<String, String> summary() throws IOException {
        if (ahead == null || ahead.startsWith(TICK)) {
            return null;
        }
        List<String> titles = List.of(ahead.split(",", -1));
        String values = line();
        if (values == null || !values.startsWith(TICK)) {
            throw new FileException("line " + lines + " of the bill is neither a row nor the values of a summary");
        }
        Map<String, String> summary = cells(titles, values);
        ahead = null;
        if (line() != null) {
            throw new FileException("line " + lines + " of the bill follows its summary");
        }
        return summary;
    }

    private Map<String, String> cells(List<String> names, String line) throws FileException {
        String[] values = line.substring(1).split(",`", -1);
        if (values.length != names.size()) {
            throw new FileException("a line of the bill, line " + lines + " or the one before, has " + values.length
                    + " cells for " + names.size() + " columns");
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (cells.put(names.get(i), values[i]) != null) {
                throw new FileException("the bill has two columns of one name");
            }
        }
        return cells;
    }

    /** Returns the next line that is not empty, null at the end. */
    private @Nullable String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = reader.read(); next >= 0; next = reader.read()) {
            if (next == '\n') {
                lines++;
                if (!line.isEmpty()) {
                    return line.toString();
                }
            } else if (next != '\r') {
                if (line.length() == LONGEST_LINE) {
                    throw new FileException("line " + (lines + 1) + " of the bill is longer than " + LONGEST_LINE);
                }
                line.append((char) next);
            }
        }
        return line.isEmpty() ? null : line.toString();
    }
}
