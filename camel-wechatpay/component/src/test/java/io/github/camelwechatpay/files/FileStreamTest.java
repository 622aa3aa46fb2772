package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.test.AvailablePortFinder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long the file behind responseType=stream lives. Linux tells which files are open, deleted ones too. */
@EnabledOnOs(OS.LINUX)
class FileStreamTest extends RawGatewayTestSupport {

    private static final String CALL = "wechatpay:v3/billdownload/file?query.token=x&responseType=stream";
    private static final String BILL = "`1,`2\n".repeat(50_000);

    @TempDir
    Path directory;

    @BeforeEach
    void serveABill() {
        configuration.setSpoolDirectory(directory.toString());
        gateway.otherwise(RawGatewayAnswer.with(200, "text/plain", BILL.getBytes(StandardCharsets.UTF_8), Map.of()));
    }

    private List<String> openFiles() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                try {
                    files.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException e) {
                    // Closed meanwhile
                }
            }
        }
        files.removeIf(file -> !file.startsWith(directory.toString()));
        return files;
    }

    private void assertGone() throws IOException {
        assertThat(openFiles()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    private void assertGoneSoon() {
        await().atMost(10, TimeUnit.SECONDS).untilAsserted(this::assertGone);
    }

    private static String text(Object stream) throws IOException {
        return new String(((InputStream) stream).readAllBytes(), StandardCharsets.UTF_8);
    }

    private InputStream download() throws Exception {
        startCalling(CALL);
        return succeed(e -> {}).getMessage().getBody(InputStream.class);
    }

    private void route(RouteBuilder routes) throws Exception {
        startWith(routes);
    }

    @Test
    void outlivesItsExchangeUntilItIsClosed() throws Exception {
        InputStream stream = download();
        assertThat(openFiles()).hasSize(1);
        assertThat(stream).isInstanceOf(StreamCache.class);
        assertThat(new String(stream.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("`1,`2\n");

        stream.close();

        assertGone();
        assertThatIOException().isThrownBy(stream::readAllBytes).withMessageContaining("gone");
    }

    @Test
    void outlivesItsExchangeUntilItIsReadToTheEnd() throws Exception {
        InputStream stream = download();

        assertThat(text(stream)).isEqualTo(BILL);

        assertGone();
        assertThat(stream.read()).isEqualTo(-1);
        stream.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:call", CALL})
    void outlivesAnExchangeThatWasSentOneWay(String uri) throws Exception {
        startCalling(CALL);

        Exchange exchange = template.send(uri, e -> {});

        assertThat(text(exchange.getMessage().getBody())).isEqualTo(BILL);
        assertGone();
    }

    @Test
    void isReadByWhoeverAsksForText() throws Exception {
        startCalling(CALL);

        assertThat(template.requestBody("direct:call", null, String.class)).isEqualTo(BILL);
        assertThat(template.requestBody(CALL, null, byte[].class)).hasSize(BILL.length());

        assertGone();
    }

    @Test
    void goesWithTheGarbageWhereNobodyReadsOrClosesIt() throws Exception {
        download();
        assertThat(openFiles()).hasSize(1);

        await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
            System.gc();
            assertGone();
        });
    }

    @Test
    void staysInMemoryUpToTheThreshold() throws Exception {
        configuration.setSpoolThreshold(BILL.length());

        InputStream stream = download();

        assertThat(openFiles()).isEmpty();
        assertThat(((StreamCache) stream).inMemory()).isTrue();
        assertThat(text(stream)).isEqualTo(BILL);
    }

    @Test
    void leavesNothingOpenAfterAThousandDownloads() throws Exception {
        configuration.setSpoolThreshold(1);
        gateway.otherwise(RawGatewayAnswer.with(200, "text/plain", "`1,`2".getBytes(StandardCharsets.UTF_8), Map.of()));
        startCalling(CALL);

        for (int i = 0; i < 1000; i++) {
            try (InputStream stream = template.requestBody("direct:call", null, InputStream.class)) {
                assertThat(stream.read()).isEqualTo('`');
            }
        }

        assertGone();
    }

    @Test
    void isReadAgainByEachStepOfARouteAndGoesWithTheExchange() throws Exception {
        List<String> seen = new ArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(CALL)
                        .process(e -> seen.add(e.getMessage().getBody(String.class)))
                        .process(e -> {
                            try (InputStream stream = e.getMessage().getBody(InputStream.class)) {
                                seen.add(text(stream));
                            }
                        })
                        .process(e -> seen.add(text(e.getMessage().getBody())))
                        .process(e -> assertThat(openFiles()).hasSize(1))
                        .setBody(constant("done"));
            }
        });

        succeed(e -> {});

        assertThat(seen).containsExactly(BILL, BILL, BILL);
        assertGone();
    }

    @Test
    void goesWithAnExchangeThatAConsumerBeganAndNobodyRead() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:once?repeatCount=1&delay=0")
                        .to(CALL)
                        .process(e -> assertThat(openFiles()).hasSize(1))
                        .to("mock:end");
            }
        });

        mock("mock:end").assertIsSatisfied();
        assertGoneSoon();
    }

    @Test
    void goesWithAnExchangeThatFails() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to(CALL).setBody(constant("x")).throwException(new IOException("later"));
            }
        });

        call(e -> {});

        assertGone();
    }

    @Test
    void goesWithAnExchangeThatFailsWhileItIsTheBody() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to(CALL).throwException(new IOException("later"));
            }
        });

        assertThat(catchThrowable(() -> template.requestBody("direct:call", (Object) null)))
                .hasRootCauseMessage("later");

        assertGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"undertow:http://127.0.0.1:%d/bill", "netty-http:http://127.0.0.1:%d/bill"})
    void goesWithTheAnswerOfAServer(String server) throws Exception {
        int port = AvailablePortFinder.getNextAvailable();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from(server.formatted(port)).to(CALL).removeHeaders("*");
            }
        });

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/bill"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.body()).isEqualTo(BILL);
        assertGoneSoon();
    }

    @Test
    void isLeftToTheOthersByAReaderThatIsInterrupted() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(CALL)
                        .multicast()
                        .to("direct:a", "direct:b")
                        .end()
                        .setBody(constant("done"));
                from("direct:a").process(e -> {
                    Thread.currentThread().interrupt();
                    assertThat(text(e.getMessage().getBody())).isEqualTo(BILL);
                    assertThat(Thread.interrupted()).isTrue();
                });
                from("direct:b").convertBodyTo(String.class).to("mock:b");
            }
        });
        mock("mock:b").expectedBodiesReceived(BILL);

        succeed(e -> {});

        mock("mock:b").assertIsSatisfied();
        assertGone();
    }

    @Test
    void isLeftWhereItIsByStreamCaching() throws Exception {
        assertThat(context.isStreamCaching()).isTrue();
        List<Object> bodies = new ArrayList<>();
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(CALL)
                        .process(e -> bodies.add(e.getMessage().getBody()))
                        .to("direct:next");
                from("direct:next")
                        .to("log:bill?level=DEBUG")
                        .process(e -> bodies.add(e.getMessage().getBody()));
            }
        });

        bodies.add(succeed(e -> {}).getMessage().getBody());

        assertThat(bodies).hasSize(3).containsOnly(bodies.get(0));
        assertThat(text(bodies.get(0))).isEqualTo(BILL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isSharedByTheBranchesOfAMulticast(boolean parallel) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(CALL)
                        .multicast(new UseLatestAggregationStrategy())
                        .parallelProcessing(parallel)
                        .to("direct:a", "direct:b")
                        .end();
                from("direct:a").convertBodyTo(String.class).to("mock:a");
                from("direct:b")
                        .process(e -> assertThat(openFiles()).hasSize(1))
                        .convertBodyTo(String.class)
                        .to("mock:b");
            }
        });
        mock("mock:a").expectedBodiesReceived(BILL);
        mock("mock:b").expectedBodiesReceived(BILL);

        succeed(e -> {});

        mock("mock:a").assertIsSatisfied();
        mock("mock:b").assertIsSatisfied();
        assertGone();
    }

    @Test
    void isHandedOutOfABranch() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .multicast(new UseLatestAggregationStrategy())
                        .to("direct:a")
                        .end()
                        .process(e -> assertThat(text(e.getMessage().getBody())).isEqualTo(BILL));
                from("direct:a").to(CALL);
            }
        });

        assertThat(text(succeed(e -> {}).getMessage().getBody())).isEqualTo(BILL);
        assertGone();
    }

    @Test
    void isHandedOutOfAnEnrichment() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .enrich(CALL)
                        .process(e -> assertThat(openFiles()).hasSize(1));
            }
        });

        assertThat(text(succeed(e -> {}).getMessage().getBody())).isEqualTo(BILL);
        assertGone();
    }

    @Test
    void isSharedWithAWireTap() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(CALL).wireTap("direct:tap").setBody(constant("done"));
                from("direct:tap").to("mock:hold").convertBodyTo(String.class).to("mock:tap");
                from("direct:unread").to(CALL).wireTap("direct:tapped").setBody(constant("done"));
                from("direct:tapped").to("mock:tapped");
            }
        });
        mock("mock:tap").expectedBodiesReceived(BILL);

        succeed(e -> {});
        mock("mock:tap").assertIsSatisfied();
        assertGoneSoon();

        template.sendBody("direct:unread", null);
        mock("mock:tapped").expectedMessageCount(1);
        mock("mock:tapped").assertIsSatisfied();
        assertGoneSoon();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?waitForTaskToComplete=Always"})
    void isHandedThroughAQueueInMemory(String options) throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(CALL).to("seda:next" + options).setBody(constant("done"));
                from("seda:next").convertBodyTo(String.class).to("mock:next");
            }
        });
        mock("mock:next").expectedBodiesReceived(BILL);

        succeed(e -> {});

        mock("mock:next").assertIsSatisfied();
        assertGoneSoon();
    }

    @Test
    void staysWithTheRouteWhenWhoeverTookItFromAQueueIsDone() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(CALL)
                        .to("seda:next")
                        .process(e -> await().until(() -> mock("mock:next").getReceivedCounter() == 1
                                && context.getInflightRepository().size() == 1))
                        .convertBodyTo(String.class)
                        .to("mock:end");
                from("seda:next").convertBodyTo(String.class).to("mock:next");
            }
        });
        mock("mock:next").expectedBodiesReceived(BILL);
        mock("mock:end").expectedBodiesReceived(BILL);

        template.sendBody("direct:call", null);

        mock("mock:next").assertIsSatisfied();
        mock("mock:end").assertIsSatisfied();
        assertGoneSoon();
    }

    @Test
    void goesWithTheQueueWhereTheRouteDoesNotWaitForIt() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(CALL)
                        .to("seda:next?waitForTaskToComplete=Never")
                        .setBody(constant("done"));
                from("seda:next").to("mock:next");
            }
        });
        mock("mock:next").expectedMessageCount(1);

        succeed(e -> {});

        mock("mock:next").assertIsSatisfied();
        mock("mock:next").reset();
        assertGoneSoon();
    }

    @Test
    void isSplitIntoLinesWhileItIsRead() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(CALL)
                        .split(body().tokenize("\n"))
                        .streaming()
                        .to("mock:line")
                        .end()
                        .setBody(constant("done"));
            }
        });
        mock("mock:line").setRetainFirst(1);
        mock("mock:line").expectedMessageCount(50_000);

        succeed(e -> {});

        mock("mock:line").assertIsSatisfied();
        assertGone();
    }

    @Test
    void isWrittenToAFileByCamel() throws Exception {
        Path target = directory.resolveSibling(directory.getFileName() + "-target");
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(CALL)
                        .to("file:" + target + "?fileName=bill.csv")
                        .setBody(constant("done"));
            }
        });

        succeed(e -> {});

        assertThat(target.resolve("bill.csv")).hasContent(BILL);
        Files.delete(target.resolve("bill.csv"));
        Files.delete(target);
        assertGone();
    }

    private MockEndpoint mock(String uri) {
        return context.getEndpoint(uri, MockEndpoint.class);
    }
}
