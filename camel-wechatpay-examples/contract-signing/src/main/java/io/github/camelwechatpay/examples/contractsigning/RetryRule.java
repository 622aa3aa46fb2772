package io.github.camelwechatpay.examples.contractsigning;

import io.github.camelwechatpay.WechatpayCallException;
import org.apache.camel.builder.RouteConfigurationBuilder;

/** Repeats a call where that is harmless; each attempt is signed anew. Anything else fails at once. */
final class RetryRule extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        routeConfiguration()
                .onException(WechatpayCallException.class)
                // Asked after each attempt; onWhen would be asked after the first one only
                .retryWhile(simple("${exception.retryable} && ${header.CamelRedeliveryCounter} <= 2"))
                .redeliveryDelay(200)
                .logExhausted(false)
                .end()
                .onException(Exception.class)
                .logExhausted(false);
    }
}
