/**
 * Limits how many calls and routes run at a time, and shares services between endpoints with the same options.
 * Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.concurrent.BoundedPool}. May use {@code call}, beside the catalog
 * and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.concurrent;

import org.jspecify.annotations.NullMarked;
