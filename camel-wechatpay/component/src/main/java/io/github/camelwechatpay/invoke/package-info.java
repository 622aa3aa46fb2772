/**
 * Signs the parameters that an application hands to a WeChat client. Sends nothing, and knows nothing of Camel.
 * Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.invoke.Invocation}. May use {@code keys}, {@code crypto} and
 * {@code json}, beside the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.invoke;

import org.jspecify.annotations.NullMarked;
