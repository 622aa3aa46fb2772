/**
 * The catalog of WeChat Pay APIv3: every documented operation and notification with its fields.
 *
 * <p>Start at {@link io.github.camelwechatpay.catalog.Catalog#get()}. The facts are written in text files, one per
 * product, and compiled into a small index when this module is built; nothing is parsed as text and nothing else is needed
 * at run time. The catalog informs: what to encrypt, which host to call, what a mistyped path may have meant. It never
 * knows better than WeChat Pay's own pages, and an operation that it does not know may exist.
 */
package io.github.camelwechatpay.catalog;
