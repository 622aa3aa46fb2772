/** The HTTP client. Internal, no API. */
package io.github.camelwechatpay.transport;
