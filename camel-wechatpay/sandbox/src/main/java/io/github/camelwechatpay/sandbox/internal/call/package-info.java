/**
 * Represents a request that passed its checks, with its caller and its business numbers.
 *
 * <p>Entry: {@link io.github.camelwechatpay.sandbox.internal.call.Call}.
 *
 * <p>It may use {@code keys} and {@code http}.
 */
@NullMarked
package io.github.camelwechatpay.sandbox.internal.call;

import org.jspecify.annotations.NullMarked;
