/**
 * Makes the call of an exchange: prepares the request, sends it, and delivers the verified response or the files
 * that it names. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.producer.ExchangeCaller}. May use {@code body}, {@code call},
 * {@code concurrent}, {@code crypto}, {@code files}, {@code json}, {@code keys}, {@code merchant} and {@code uri},
 * beside the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.producer;

import org.jspecify.annotations.NullMarked;
