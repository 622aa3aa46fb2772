package io.github.camelwechatpay.catalog.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, from files. Skipped where there is none. */
class BrowserTest {

    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long SECONDS = 60;

    @TempDir
    static Path folder;

    private static Path pages;
    private static String browser;

    @BeforeAll
    static void write() throws IOException {
        Optional<String> found = Stream.concat(
                        Stream.of("/usr/bin"), Stream.of(System.getenv("PATH").split(File.pathSeparator)))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
        assumeTrue(found.isPresent(), "No browser: install Debian's package chromium to run this test");
        browser = found.get();
        pages = folder.resolve("pages");
        CatalogSite.main(new String[] {pages.toString(), "1.0.0"});
    }

    @Test
    void findsPreopenAndOpensIt() throws Exception {
        String index = open("index.html#q=preopen");
        Matcher link = Pattern.compile(
                        "<li><a href=\"([^\"]+)\">(?:(?!</a>).)*v3/ebike/charge/contracts/preopen.*?</a>")
                .matcher(index);

        assertThat(index).contains("<p id=\"status\" role=\"status\">2 found</p>");
        assertThat(link.find()).isTrue();
        assertThat(link.group(1)).isEqualTo("ebike.html#preOpenAChargingContract");

        // The button is made by the page's script
        assertThat(open(link.group(1)))
                .contains("<section id=\"preOpenAChargingContract\"")
                .contains("<button type=\"button\">Copy</button><pre tabindex=\"0\"><code>"
                        + "from(\"direct:pre-open-a-charging-contract\")");
    }

    @Test
    void findsByFieldAndByEventAndInTheQueryOfTheAddress() throws Exception {
        assertThat(open("index.html?q=preopen_id")).contains("<code>v3/ebike/charge/contracts/preopen</code>");
        assertThat(open("index.html#q=idempotency-KEY")).contains("<code>v3/marketing/partnerships/build</code>");
        assertThat(open("index.html#q=papay.sign%20contract"))
                .contains("<a href=\"notifications.html#")
                .contains("<code>PAPAY.SIGN</code>");
    }

    @Test
    void takesASearchAsText() throws Exception {
        assertThat(open("index.html#q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"))
                .contains("0 found")
                .doesNotContain("<img");
    }

    private static String open(String page) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "dom", ".html");
        Process process = new ProcessBuilder(
                        browser,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                        "--dump-dom",
                        pages.toUri() + page)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s answers within %d s", browser, SECONDS)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
