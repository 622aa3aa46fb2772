/**
 * Knows who signs requests, and which keys of WeChat Pay are trusted. Knows nothing of Camel. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.keys.MessageVerifier}. May use {@code call}, {@code crypto} and
 * {@code json}, beside the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.keys;

import org.jspecify.annotations.NullMarked;
