package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Failures;
import io.github.camelwechatpay.uri.DynamicOperation;
import io.github.camelwechatpay.uri.DynamicUri;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.annotations.SendDynamic;
import org.apache.camel.support.component.SendDynamicAwareSupport;
import org.jspecify.annotations.Nullable;

/**
 * Lets all sends of {@code toD} with the same options share one endpoint: path and query parameters travel with the exchange.
 * An option applies only if its name is in the literal text of the route's URI, so that a value cannot add an option.
 */
@SendDynamic("wechatpay")
public class WechatpaySendDynamicAware extends SendDynamicAwareSupport {

    private static final String STATIC_URI = "uri";
    private static final String OPERATION = "operation";

    @Override
    public boolean isLenientProperties() {
        return false;
    }

    @Override
    public DynamicAwareEntry prepare(Exchange exchange, String uri, @Nullable String originalUri)
            throws WechatpayCallException {
        String template = originalUri == null ? "" : exchange.getContext().resolvePropertyPlaceholders(originalUri);
        DynamicUri dynamic;
        try {
            dynamic = DynamicUri.parse(uri, template);
        } catch (IllegalArgumentException e) {
            throw Failures.invalid(null, e);
        }
        return new DynamicAwareEntry(
                uri, originalUri, Map.of(STATIC_URI, dynamic.staticUri(), OPERATION, dynamic.operation()), null);
    }

    @Override
    public String resolveStaticUri(Exchange exchange, DynamicAwareEntry entry) {
        return (String) entry.getProperties().get(STATIC_URI);
    }

    @Override
    public Processor createPreProcessor(Exchange exchange, DynamicAwareEntry entry) {
        Object operation = entry.getProperties().get(OPERATION);
        return target -> target.setProperty(DynamicOperation.PROPERTY, operation);
    }

    @Override
    public Processor createPostProcessor(Exchange exchange, DynamicAwareEntry entry) {
        return target -> target.removeProperty(DynamicOperation.PROPERTY);
    }
}
