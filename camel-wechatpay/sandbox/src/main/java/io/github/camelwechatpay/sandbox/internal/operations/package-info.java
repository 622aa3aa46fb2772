/**
 * Executes operations: orders, refunds, contracts, certificates, files, and generated responses for all others.
 *
 * <p>Entry: {@code CallHandler} of the package {@code call}, which each of them implements.
 *
 * <p>It may use {@code call}, {@code keys}, {@code http} and {@code common}.
 */
@NullMarked
package io.github.camelwechatpay.sandbox.internal.operations;

import org.jspecify.annotations.NullMarked;
