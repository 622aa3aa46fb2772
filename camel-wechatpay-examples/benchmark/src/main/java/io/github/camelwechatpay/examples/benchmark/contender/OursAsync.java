package io.github.camelwechatpay.examples.benchmark.contender;

import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.model.RouteDefinition;

/** The same route, where the caller does not wait: the component's default. */
final class OursAsync extends Ours implements AsyncContender {

    private final Consumer<Message> fill;
    private final Endpoint endpoint;
    private final AsyncProducer producer;

    OursAsync(Shop shop, String baseUri, Crypto crypto) throws Exception {
        this(
                shop,
                baseUri,
                crypto,
                route -> route.to("wechatpay:" + Shop.PATH.substring(1)),
                message -> message.setBody(order()));
    }

    /**
     * @param call what the route does
     * @param fill makes the message of each call
     */
    OursAsync(Shop shop, String baseUri, Crypto crypto, Consumer<RouteDefinition> call, Consumer<Message> fill)
            throws Exception {
        super(shop, baseUri, crypto, false, call);
        this.fill = fill;
        endpoint = context.getEndpoint("direct:call");
        producer = endpoint.createAsyncProducer();
        producer.start();
    }

    @Override
    public void start(BiConsumer<String, Throwable> done) {
        Exchange exchange = endpoint.createExchange();
        fill.accept(exchange.getMessage());
        producer.process(
                exchange,
                doneSync -> done.accept(
                        exchange.getException() == null
                                ? prepayId(exchange.getMessage().getBody())
                                : null,
                        exchange.getException()));
    }

    @Override
    public String call() {
        CompletableFuture<String> answer = new CompletableFuture<>();
        start((id, failure) -> {
            if (failure == null) {
                answer.complete(id);
            } else {
                answer.completeExceptionally(failure);
            }
        });
        return answer.join();
    }

    @Override
    public void close() {
        producer.stop();
        super.close();
    }
}
