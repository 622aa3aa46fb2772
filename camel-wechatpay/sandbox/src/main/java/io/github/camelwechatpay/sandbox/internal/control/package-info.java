/**
 * Serves the control calls below {@code /_sandbox}: dispatches them, checks where they come from, and reads
 * their parameters. The calls themselves are registered by other packages.
 *
 * <p>Entry: {@link io.github.camelwechatpay.sandbox.internal.control.ControlCalls} and {@link io.github.camelwechatpay.sandbox.internal.control.ControlCall}.
 *
 * <p>It may use {@code notification}, {@code http} and {@code common}.
 */
@NullMarked
package io.github.camelwechatpay.sandbox.internal.control;

import org.jspecify.annotations.NullMarked;
