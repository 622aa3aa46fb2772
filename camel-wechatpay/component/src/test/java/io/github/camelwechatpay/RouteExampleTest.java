package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.RouteExample;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The routes that the catalog offers for pasting are ones that start. */
class RouteExampleTest extends NotifyTestSupport {

    @Test
    void everyRouteOfTheCatalogStarts() throws Exception {
        List<RouteExample> calls = Catalog.get().operations().stream()
                .flatMap(operation -> RouteExample.of(Catalog.get(), operation).stream())
                .toList();
        List<String> consumers = Catalog.get().notifications().stream()
                .map(event -> RouteExample.of(event).uri())
                .toList();

        component.getConfiguration().setAnswerSigner((eventType, answer) -> Map.of());

        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                calls.forEach(call -> from("direct:" + calls.indexOf(call)).to(call.uri()));
                consumers.forEach(uri -> from(uri).to("mock:notified"));
            }
        });

        assertThat(context.getRoutes()).hasSize(calls.size() + consumers.size()).hasSizeGreaterThan(1_100);
        assertThat(Stream.concat(calls.stream().map(RouteExample::uri), consumers.stream()))
                .doesNotHaveDuplicates();
    }
}
