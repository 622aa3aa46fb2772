/**
 * Takes a request to its response: authenticate, route, validate, execute, sign; and applies an armed fault.
 *
 * <p>Entry: {@link io.github.camelwechatpay.sandbox.internal.gateway.Gateway}.
 *
 * <p>It may use {@code call}, {@code operations}, {@code keys}, {@code http} and {@code common}.
 */
@NullMarked
package io.github.camelwechatpay.sandbox.internal.gateway;

import org.jspecify.annotations.NullMarked;
