package io.github.camelwechatpay.catalog.compiler;

import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Field.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a text file says about one operation. */
record OperationText(
        Place place,
        String method,
        String path,
        String name,
        List<String> baseUris,
        List<String> flags,
        int successStatus,
        List<String> signedOver,
        List<String> produces,
        List<String> supersededBy,
        List<Field> pathParameters,
        List<Field> query,
        List<Field> headers,
        List<Field> body,
        List<String> fileLimits,
        List<Field> answer,
        List<String> officialDocs) {

    private static final int OK = 200;
    private static final Pattern TEMPLATE = Pattern.compile("v3(/([A-Za-z0-9_-]+|\\{[A-Za-z0-9_]+}))+/?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(.+?)}");
    private static final Pattern STATUS = Pattern.compile("20[1-9]");

    static OperationText read(Entry entry) {
        if (!TEMPLATE.matcher(entry.subject()).matches()) {
            entry.mistake("'" + entry.subject() + "' is no path - write v3/segment/{placeholder}, no leading slash");
        }
        String first = entry.words("answer").stream().findFirst().orElse("");
        boolean status = STATUS.matcher(first).matches();
        OperationText operation = new OperationText(
                entry.place(),
                entry.kind(),
                entry.subject(),
                entry.name(),
                Words.meanings(entry, "base", Vocabulary.BASES, Vocabulary.DEFAULT_BASE),
                Words.known(entry, "flags", Vocabulary.FLAGS),
                status ? Integer.parseInt(first) : OK,
                Words.atMostOne(entry, "signed"),
                entry.words("produces"),
                entry.words("instead"),
                pathParameters(entry),
                entry.fields("query"),
                entry.fields("header"),
                entry.fields("body"),
                Words.fileLimits(entry),
                status ? entry.fieldsAfterWord("answer") : entry.fields("answer"),
                Words.addresses(entry));
        operation.check(entry);
        return operation;
    }

    private static List<Field> pathParameters(Entry entry) {
        Map<String, Field> described =
                entry.fields("path").stream().collect(Collectors.toMap(Field::name, Function.identity()));
        List<Field> parameters = new ArrayList<>();
        for (String name : PLACEHOLDER
                .matcher(entry.subject())
                .results()
                .map(match -> match.group(1))
                .toList()) {
            Field field = described.remove(name);
            if (parameters.stream().anyMatch(parameter -> parameter.name().equals(name))) {
                entry.mistake("second placeholder {" + name + "} - each needs a name of its own");
            }
            parameters.add(new Field(
                    name,
                    field == null ? Type.STRING : field.type(),
                    false,
                    true,
                    false,
                    false,
                    field == null ? List.of() : field.values(),
                    List.of()));
        }
        described.keySet().forEach(name -> entry.mistake("path", "the path has no placeholder {" + name + "}"));
        return parameters;
    }

    private void check(Entry entry) {
        if (successStatus != OK && !answer.isEmpty()) {
            entry.mistake("answer", "an answer with status " + successStatus + " is empty - remove its fields");
        }
        Field.walk(answer, (pointer, field) -> {
            if (field.required()) {
                entry.mistake("answer", pointer + ": nothing is required (*) in an answer");
            }
        });
        if (!fileLimits.isEmpty() && body.stream().noneMatch(field -> field.type() == Type.FILE)) {
            entry.mistake("file", "no part of the body is a file - remove 'file', or write a part name:file");
        }
        Map<String, List<Field>> lists = Map.of("query", query, "header", headers, "body", body, "answer", answer);
        lists.forEach((keyword, fields) -> Field.walk(fields, (pointer, field) -> {
            if (field.type() == Type.FILE && !(fields == body && body.contains(field))) {
                entry.mistake(keyword, pointer + ": only a part of the body is a file");
            }
        }));
    }

    /** The text in its one canonical form. */
    String print() {
        TextPrinter out = new TextPrinter(method + " " + path + "  " + name);
        List<String> bases = baseUris.stream().map(Vocabulary::baseWord).toList();
        out.property("base", bases.equals(List.of(Vocabulary.DEFAULT_BASE)) ? "" : String.join(" ", bases));
        out.property("path", FieldNotation.print(describedPathParameters()));
        out.property("header", FieldNotation.print(headers));
        out.property("query", FieldNotation.print(query));
        out.property("body", FieldNotation.print(body));
        out.property("file", String.join(" ", fileLimits));
        out.property("answer", successStatus == OK ? FieldNotation.print(answer) : String.valueOf(successStatus));
        out.property("signed", String.join(" ", signedOver));
        out.property("produces", String.join(" ", produces));
        out.property("flags", String.join(" ", flags));
        out.property("instead", String.join(" ", supersededBy));
        out.docs(officialDocs);
        return out.toString();
    }

    private List<Field> describedPathParameters() {
        return pathParameters.stream()
                .filter(field -> field.type() != Type.STRING || !field.values().isEmpty())
                .map(field ->
                        new Field(field.name(), field.type(), false, false, false, false, field.values(), List.of()))
                .toList();
    }
}
