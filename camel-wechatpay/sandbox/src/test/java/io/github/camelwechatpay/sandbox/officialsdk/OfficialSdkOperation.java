package io.github.camelwechatpay.sandbox.officialsdk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A row of official-sdk-operations.txt, which says what the columns mean.
 *
 * @param service class name below {@code com.wechat.pay.java.service}
 * @param name of the service's method
 * @param operation method and path template that the sandbox must receive
 * @param answer names that the typed answer must have; empty where the operation answers nothing
 * @param deviation what the error says instead, where SDK and documents deviate; empty where they do not
 * @param values of request fields, by name
 * @param without request fields that stay unset, by name
 * @param before what happens first: methods of the same service or, with a dot in it, of another; {@code pay} is the buyer
 */
record OfficialSdkOperation(
        String service,
        String name,
        String operation,
        List<String> answer,
        String deviation,
        Map<String, String> values,
        Set<String> without,
        List<String> before) {
    private static final String TABLE = "/official-sdk-operations.txt";

    static List<OfficialSdkOperation> table() {
        List<OfficialSdkOperation> rows = new ArrayList<>();
        String service = "";
        for (String line : lines()) {
            if (line.startsWith("#") || line.isBlank()) {
                continue;
            }
            if (line.startsWith(" ")) {
                rows.add(row(service, line.split("\\|", -1)));
            } else {
                service = line.strip();
            }
        }
        return List.copyOf(rows);
    }

    private static List<String> lines() {
        try (InputStream table = OfficialSdkOperation.class.getResourceAsStream(TABLE)) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OfficialSdkOperation row(String service, String[] columns) {
        List<String> answer = words(columns, 2);
        boolean deviates = !answer.isEmpty() && answer.get(0).startsWith("!");
        Map<String, String> values = new HashMap<>();
        for (String word : words(columns, 3)) {
            if (word.contains("=")) {
                String[] pair = word.split("=", 2);
                values.put(pair[0], pair[1]);
            }
        }
        return new OfficialSdkOperation(
                service,
                columns[0].strip(),
                columns[1].strip(),
                deviates ? List.of() : answer,
                deviates ? answer.get(0).substring(1) : "",
                Map.copyOf(values),
                words(columns, 3).stream()
                        .filter(word -> word.startsWith("-"))
                        .map(word -> word.substring(1))
                        .collect(Collectors.toUnmodifiableSet()),
                words(columns, 4));
    }

    private static List<String> words(String[] columns, int index) {
        return index >= columns.length
                ? List.of()
                : Arrays.stream(columns[index].strip().split(" +"))
                        .filter(word -> !word.isEmpty())
                        .toList();
    }

    boolean runs() {
        return deviation.isEmpty();
    }

    /** The package below {@code com.wechat.pay.java.service}. */
    String group() {
        return service.substring(0, service.lastIndexOf('.'));
    }

    /** How many requests the sandbox gets. */
    long calls() {
        return 1 + before.stream().filter(step -> !step.equals("pay")).count();
    }

    String path() {
        return operation.split(" ")[1];
    }

    @Override
    public String toString() {
        return service + "." + name;
    }
}
