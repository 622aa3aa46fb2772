/**
 * Reads the parts of a {@code wechatpay:} URI: the kind and name of the endpoint, its {@code query.} options, and
 * the URIs of dynamic sends. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.uri.OperationName}. May use {@code call}, beside the catalog and
 * the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.uri;

import org.jspecify.annotations.NullMarked;
