/**
 * Runs the sandbox as a process, and lists the operations that it serves.
 *
 * <p>Entry: {@link io.github.camelwechatpay.sandbox.cli.Main}.
 *
 * <p>It may use the API in {@code io.github.camelwechatpay.sandbox} and {@code common}. No other package uses it.
 */
@NullMarked
package io.github.camelwechatpay.sandbox.cli;

import org.jspecify.annotations.NullMarked;
