/** Signed contract calls from Camel routes, and the notifications that follow them in a JMS queue. */
package io.github.camelwechatpay.examples.contractsigning;
