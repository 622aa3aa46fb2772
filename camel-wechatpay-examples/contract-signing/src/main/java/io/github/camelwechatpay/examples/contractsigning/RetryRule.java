package io.github.camelwechatpay.examples.contractsigning;

import io.github.camelwechatpay.WechatpayCallException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteConfigurationBuilder;

/** Repeats a call where that is harmless; each attempt is signed anew. Anything else fails at once. */
final class RetryRule extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        routeConfiguration()
                .onException(WechatpayCallException.class)
                .onWhen(RetryRule::isRetryable)
                .maximumRedeliveries(2)
                .redeliveryDelay(200)
                .logExhausted(false)
                .end()
                .onException(Exception.class)
                .logExhausted(false);
    }

    private static boolean isRetryable(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, WechatpayCallException.class)
                .isRetryable();
    }
}
