package io.github.camelwechatpay.examples.benchmark;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/** The same route, where the caller does not wait: the component's default. */
final class OursAsync extends Ours implements AsyncContender {

    private final Endpoint endpoint;
    private final AsyncProducer producer;

    OursAsync(Shop shop, String baseUri, Crypto crypto) throws Exception {
        super(shop, baseUri, crypto, false);
        endpoint = context.getEndpoint("direct:call");
        producer = endpoint.createAsyncProducer();
        producer.start();
    }

    @Override
    public void start(BiConsumer<String, Throwable> done) {
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(order());
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
