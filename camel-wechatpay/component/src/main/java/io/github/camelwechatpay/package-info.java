/** WeChat Pay APIv3 for Apache Camel: component {@code wechatpay}. Routes call operations and receive notifications. */
package io.github.camelwechatpay;
