package io.github.camelwechatpay.benchmark.client;

import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.model.RouteDefinition;

/** Calls with the same route asynchronously, which is the component's default. Figures name it {@code ours-async}. */
final class ComponentRouteAsync extends ComponentRoute implements AsyncClient {

    private final Consumer<Message> fill;
    private final Endpoint endpoint;
    private final AsyncProducer producer;

    ComponentRouteAsync(TestMerchant merchant, String baseUri, CryptoChoice crypto) throws Exception {
        this(
                merchant,
                baseUri,
                crypto,
                route -> route.to("wechatpay:" + TestMerchant.PATH.substring(1)),
                message -> message.setBody(order()));
    }

    /**
     * @param call adds the steps of the route
     * @param fill sets body and headers of the message of each call
     */
    ComponentRouteAsync(
            TestMerchant merchant,
            String baseUri,
            CryptoChoice crypto,
            Consumer<RouteDefinition> call,
            Consumer<Message> fill)
            throws Exception {
        super(merchant, baseUri, crypto, false, call);
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
