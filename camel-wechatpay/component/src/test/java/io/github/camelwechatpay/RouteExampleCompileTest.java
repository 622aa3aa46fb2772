package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Operation;
import io.github.camelwechatpay.catalog.RouteExample;
import io.github.camelwechatpay.fixture.SandboxTestSupport;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes that the catalog offers for pasting are Java as they stand. */
class RouteExampleCompileTest extends SandboxTestSupport {

    private static final Catalog CATALOG = Catalog.get();

    @TempDir
    Path folder;

    @Test
    void everyRouteOfTheCatalogCompiles() throws IOException {
        List<RouteExample> routes = Stream.concat(
                        CATALOG.operations().stream()
                                .flatMap(operation -> RouteExample.of(CATALOG, operation).stream()),
                        CATALOG.notifications().stream().map(RouteExample::of))
                .toList();

        assertThat(routes).hasSizeGreaterThan(1_100);
        assertThat(compiled(routes)).isEmpty();
    }

    @Test
    void aRouteWithAnEncryptedQueryIsUnderstood() throws Exception {
        Operation verify = CATALOG.find("GET", "v3/realname/verify").orElseThrow();
        assertThat(compiled(List.of(RouteExample.of(CATALOG, verify).orElseThrow())))
                .isEmpty();

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            startWith((RouteBuilder)
                    loader.loadClass("Pasted").getDeclaredConstructor().newInstance());
            template.requestBody("direct:verify-a-user-s-real-name", (Object) null);
        }

        assertThat(sandbox.requests()).singleElement().satisfies(request -> {
            assertThat(request.verdict()).isEqualTo("OK");
            assertThat(request.target()).contains("encrypted_name=").doesNotContain("Example");
        });
    }

    /** What the compiler says, empty when nothing. The class goes to the folder. */
    private String compiled(List<RouteExample> routes) throws IOException {
        Path source = Files.writeString(folder.resolve("Pasted.java"), builder(routes));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-d", folder.toString(), "-proc:none", "-Xmaxerrs", "10");
            compiler.getTask(said, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
        }
        return said.toString();
    }

    /** A method for each route, because one for all would be too long for Java. */
    private static String builder(List<RouteExample> routes) {
        String methods = IntStream.range(0, routes.size())
                .mapToObj(i -> "void route" + i + "() {\n" + routes.get(i).java() + "\n}\n")
                .collect(Collectors.joining());
        String calls = IntStream.range(0, routes.size())
                .mapToObj(i -> "route" + i + "();\n")
                .collect(Collectors.joining());
        return "public class Pasted extends org.apache.camel.builder.RouteBuilder {\n"
                + "@Override public void configure() {\n" + calls + "}\n" + methods + "}\n";
    }
}
