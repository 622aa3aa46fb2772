/**
 * Turns bytes on a socket into requests, and responses into bytes; is the HTTPS proxy, too.
 *
 * <p>Entry: {@link io.github.camelwechatpay.sandbox.internal.http.HttpServer} and {@link io.github.camelwechatpay.sandbox.internal.http.RequestHandler}.
 *
 * <p>It may use {@code common}.
 */
@NullMarked
package io.github.camelwechatpay.sandbox.internal.http;

import org.jspecify.annotations.NullMarked;
