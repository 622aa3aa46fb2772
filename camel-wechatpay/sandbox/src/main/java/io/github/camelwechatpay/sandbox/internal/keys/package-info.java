/**
 * Holds the keys and certificates of merchants and of the gateway, and the algorithms of both suites: RSA and the national
 * algorithms.
 *
 * <p>Entry: {@link io.github.camelwechatpay.sandbox.internal.keys.Credentials} and {@link io.github.camelwechatpay.sandbox.internal.keys.Suite}.
 *
 * <p>It may use {@code common}.
 */
@NullMarked
package io.github.camelwechatpay.sandbox.internal.keys;

import org.jspecify.annotations.NullMarked;
