/**
 * Makes five signed contract calls from Camel routes and puts the notifications that follow into a JMS queue.
 * {@link io.github.camelwechatpay.examples.contractsigning.ContractSigning} runs the example. Copy the routes from
 * {@code CallRoutes}, {@code NotificationRoutes} and {@code RetryRule}.
 *
 * <p>Uses public types of the component and of the sandbox only.
 */
package io.github.camelwechatpay.examples.contractsigning;
