/**
 * Provides JSON, the clock, random text and a bounded map.
 *
 * <p>Entry: {@link io.github.camelwechatpay.sandbox.internal.common.StrictJson}.
 *
 * <p>It uses no other package of the sandbox.
 */
@NullMarked
package io.github.camelwechatpay.sandbox.internal.common;

import org.jspecify.annotations.NullMarked;
