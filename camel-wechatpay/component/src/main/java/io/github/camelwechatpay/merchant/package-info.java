/**
 * Makes merchants from the options of an endpoint or from a merchant profile, and replaces their keys while calls
 * are in flight. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.merchant.Merchants}. May use {@code keys}, {@code crypto}, {@code
 * invoke}, {@code call}, {@code transport} and {@code concurrent}, beside the catalog and the leaf types of the
 * root package.
 */
@NullMarked
package io.github.camelwechatpay.merchant;

import org.jspecify.annotations.NullMarked;
