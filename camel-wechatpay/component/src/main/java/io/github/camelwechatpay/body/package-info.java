/**
 * Converts message bodies to and from bytes: JSON, encrypted fields, uploads and streams. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.body.RequestBody}. May use {@code keys}, {@code call}, {@code
 * files}, {@code json} and {@code crypto}, beside the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.body;

import org.jspecify.annotations.NullMarked;
