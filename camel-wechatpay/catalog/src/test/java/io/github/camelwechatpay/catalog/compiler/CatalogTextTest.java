package io.github.camelwechatpay.catalog.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTextTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("FETCH v3/x/a  Name", 1, "'FETCH' begins no entry - write DELETE, GET, "),
                Arguments.of("GET v3/x/a", 1, "incomplete - write METHOD path name"),
                Arguments.of("GET", 1, "incomplete - write METHOD path name"),
                Arguments.of("GET /v3/x/a  Name", 1, "'/v3/x/a' is no path"),
                Arguments.of("GET v3/x//a  Name", 1, "'v3/x//a' is no path"),
                Arguments.of("GET v3/x/{a  Name", 1, "'v3/x/{a' is no path"),
                Arguments.of("GET v3/x/pre{a}  Name", 1, "'v3/x/pre{a}' is no path"),
                Arguments.of("GET v3/x/{a}/{a}  Name", 1, "second placeholder {a}"),
                Arguments.of("GET v3/y/a  Name", 1, "'v3/y/a' does not belong in x.txt"),
                Arguments.of("GET v3/xy/a  Name", 1, "'v3/xy/a' does not belong in x.txt"),
                Arguments.of("EVENT A.B  Name", 1, "an event belongs in notifications.txt"),
                Arguments.of("  body a", 1, "property of nothing"),
                Arguments.of("GET v3/x/a  Name\n\tbody a", 2, "tab - indent with spaces"),
                Arguments.of("GET v3/x/a  Name\n body a", 2, "indented by 1 - a keyword is indented by 2"),
                Arguments.of("GET v3/x/a  Name\n    body a", 2, "indented by 4 - a keyword is indented by 2"),
                Arguments.of("GET v3/x/a  Name\n  bdy a", 2, "unknown keyword 'bdy' - use one of base, path, "),
                Arguments.of("GET v3/x/a  Name\n  resource a", 2, "unknown keyword 'resource'"),
                Arguments.of("GET v3/x/a  Name\n  body", 2, "'body' says nothing"),
                Arguments.of("GET v3/x/a  Name\n  body a\n  body b", 3, "second 'body' of GET v3/x/a"),
                Arguments.of("GET v3/x/a  Name\n  base us", 2, "unknown word 'us' in 'base' - use cn, hk, "),
                Arguments.of("GET v3/x/a  Name\n  flags new", 2, "unknown word 'new' in 'flags' - use deprecated, "),
                Arguments.of("GET v3/x/a  Name\n  signed A B", 2, "'signed' has 2 words - write one"),
                Arguments.of("GET v3/x/a  Name\n  path b", 2, "the path has no placeholder {b}"),
                Arguments.of("GET v3/x/a  Name\n  answer a b*", 2, "/b: nothing is required (*) in an answer"),
                Arguments.of("GET v3/x/a  Name\n  answer 204 a", 2, "an answer with status 204 is empty"),
                Arguments.of("GET v3/x/a  Name\n  query a:file", 2, "/a: only a part of the body is a file"),
                Arguments.of("GET v3/x/a  Name\n  body a{b:file}", 2, "/a/b: only a part of the body is a file"),
                Arguments.of("GET v3/x/a  Name\n  body a:file\n  file jpg", 3, "'jpg' is no limit of a file - write "),
                Arguments.of("GET v3/x/a  Name\n  body a:file\n  file JPG:1MB", 3, "'JPG:1MB' is no limit of a file"),
                Arguments.of("GET v3/x/a  Name\n  body a\n  file jpg:1MB", 3, "no part of the body is a file"),
                Arguments.of("GET v3/x/a  Name\n  body a b:text", 2, "unknown type 'text'"),
                Arguments.of("GET v3/x/a  Name\n  body a\n    b{\n# note\n    c:text}", 5, "unknown type 'text'"),
                Arguments.of("GET v3/x/a  Name\n  docs foo/1", 2, "'foo/1' is no page"),
                Arguments.of("GET v3/x/a  Name\n  docs http://x", 2, "'http://x' is no page"),
                Arguments.of("GET v3/x/a  Name\n  instead v3/x/b", 1, "'v3/x/b' in 'instead' is not in the catalog"),
                Arguments.of("GET v3/x/a  Name\n\nGET v3/x/a  Again", 3, "GET v3/x/a is already at "));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void reportsFileAndLine(String text, int line, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("x.txt"), text);

        assertThatThrownBy(() -> CatalogText.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + ":" + line + ": " + message);
    }

    static Stream<Arguments> mistakesOfEvents() {
        return Stream.of(
                Arguments.of("EVENT A.B", 1, "incomplete - write EVENT TYPE name"),
                Arguments.of("EVENT a.b  Name", 1, "'a.b' is no event type"),
                Arguments.of("GET v3/notifications/a  Name", 1, "does not belong in notifications.txt"),
                Arguments.of("EVENT A.B  Name\n  body a", 2, "unknown keyword 'body' - use one of resource, "),
                Arguments.of("EVENT A.B  Name\n  resource a*", 2, "/a: nothing is required (*) in a notification"),
                Arguments.of("EVENT A.B  Name\n  cipher A B", 2, "'cipher' has 2 words - write one"),
                Arguments.of("EVENT A.B  Name\n  reply soon", 2, "'soon' is no time in seconds - write 1s to 99s"),
                Arguments.of("EVENT A.B  Name\n  reply 0s", 2, "'0s' is no time in seconds"),
                Arguments.of("EVENT A.B  Name\n  reply 1s 3s", 2, "'reply' has 2 words - write one"),
                Arguments.of("EVENT A.B  Name\n  also A.C", 1, "'A.C' in 'also' is not in the catalog"),
                Arguments.of("EVENT A.B  Name\nEVENT A.B  Name", 2, "A.B is already at "));
    }

    @ParameterizedTest
    @MethodSource("mistakesOfEvents")
    void reportsFileAndLineOfAnEvent(String text, int line, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("notifications.txt"), text);

        assertThatThrownBy(() -> CatalogText.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + ":" + line + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void reportsAllMistakesAtOnce() throws IOException {
        Files.writeString(folder.resolve("x.txt"), "GET v3/x/a  Name\n  bdy a\n  body a:x\n");
        Files.writeString(folder.resolve("y.txt"), "GET v3/y\n");

        assertThatThrownBy(() -> CatalogText.read(folder))
                .hasMessageStartingWith("The catalog has 3 mistake(s):\n")
                .hasMessageContainingAll("x.txt:2: ", "x.txt:3: ", "y.txt:1: ");
    }

    @Test
    void refusesAFolderWithoutTexts() {
        assertThatThrownBy(() -> CatalogText.read(folder)).hasMessage("No .txt file in " + folder);
    }

    @Test
    void readsFoldersAndSorts() throws IOException {
        Files.createDirectories(folder.resolve("x/y"));
        Files.writeString(folder.resolve("x.txt"), "POST v3/x  Two\nGET v3/x  One\n");
        Files.writeString(folder.resolve("x/y/z.txt"), "# a comment\n\nGET v3/x/y/z/{id}  Three\n");

        assertThat(CatalogText.read(folder).operations())
                .extracting(OperationText::name)
                .containsExactly("One", "Two", "Three");
    }

    /** The one form of every file: sorted, filled to 150 columns, marks in one order. Comments are free. */
    @Test
    void filesOfTheCatalogAreCanonical() throws IOException {
        CatalogText catalog = CatalogText.read(Path.of("src/main/catalog"));

        assertThat(files(catalog)).allSatisfy(file -> {
            Stream<String> operations = catalog.operations().stream()
                    .filter(operation -> operation.place().file().equals(file))
                    .map(OperationText::print);
            Stream<String> notifications = catalog.notifications().stream()
                    .filter(notification -> notification.place().file().equals(file))
                    .map(NotificationText::print);
            String canonical = Stream.concat(operations, notifications).collect(Collectors.joining("\n"));
            assertThat(withoutComments(file)).as("%s", file).isEqualTo(canonical);
        });
    }

    private static List<Path> files(CatalogText catalog) {
        return Stream.concat(
                        catalog.operations().stream().map(OperationText::place),
                        catalog.notifications().stream().map(NotificationText::place))
                .map(Place::file)
                .distinct()
                .toList();
    }

    private static String withoutComments(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> !line.strip().startsWith("#"))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
