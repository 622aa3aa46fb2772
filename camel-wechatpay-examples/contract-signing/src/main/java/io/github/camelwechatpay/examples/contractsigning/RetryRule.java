package io.github.camelwechatpay.examples.contractsigning;

import io.github.camelwechatpay.WechatpayCallException;
import org.apache.camel.builder.RouteConfigurationBuilder;

/** Retries a call if a retry is harmless, at most twice; each attempt is signed anew. Other failures are final at once. */
final class RetryRule extends RouteConfigurationBuilder {

    @Override
    public void configuration() {
        routeConfiguration()
                .onException(WechatpayCallException.class)
                // Evaluated after each attempt; onWhen would be evaluated after the first attempt only
                .retryWhile(simple("${exception.retryable} && ${header.CamelRedeliveryCounter} <= 2"))
                .redeliveryDelay(200)
                .logExhausted(false)
                .end()
                .onException(Exception.class)
                .logExhausted(false);
    }
}
