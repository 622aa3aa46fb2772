/**
 * Sends calls with the HTTP client of camel-http. Implements {@link io.github.camelwechatpay.call.Transport}.
 * Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.transport.HttpTransport}. May use {@code call}, {@code files} and
 * {@code crypto}, beside the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.transport;

import org.jspecify.annotations.NullMarked;
