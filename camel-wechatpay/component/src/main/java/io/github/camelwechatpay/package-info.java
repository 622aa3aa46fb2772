/**
 * WeChat Pay APIv3 for Apache Camel: component {@code wechatpay}. Routes call operations and receive notifications.
 *
 * <p>This package holds the types that an application names, and the Camel roles: component, endpoint, producers and
 * consumers. The roles use the other packages; the other packages use only the leaf types of this one: its exceptions,
 * constants, options of a merchant, and the interfaces that an application implements.
 */
@NullMarked
package io.github.camelwechatpay;

import org.jspecify.annotations.NullMarked;
