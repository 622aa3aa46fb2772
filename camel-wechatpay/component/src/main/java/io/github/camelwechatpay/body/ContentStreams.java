package io.github.camelwechatpay.body;

import io.github.camelwechatpay.files.Content;
import io.github.camelwechatpay.files.SpoolOptions;
import java.util.function.Predicate;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;

/**
 * Makes the streams of message bodies. Thread-safe.
 *
 * @param spool the place and the limits of kept content
 * @param callEndpoints recognises the endpoints that a ProducerTemplate calls, whose caller takes the body
 */
public record ContentStreams(SpoolOptions spool, Predicate<Endpoint> callEndpoints) {

    /** Returns a stream that lives as long as the exchange, or longer if the exchange hands it to a caller. */
    public ContentStream of(Content content, Exchange exchange) {
        return ContentStream.of(content, exchange, callEndpoints);
    }
}
