/** What an application hands to a WeChat client, made and signed without a call. Internal, no API. */
package io.github.camelwechatpay.invoke;
