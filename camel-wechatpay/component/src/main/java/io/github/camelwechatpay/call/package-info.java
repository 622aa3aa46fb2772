/**
 * Represents one call on the wire: its address, the text that is signed, sending, the response, and failures.
 * Knows nothing of Camel. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.call.CallSender}. May use {@code files}, {@code crypto} and
 * {@code json}, beside the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.call;

import org.jspecify.annotations.NullMarked;
