/** A notification from bytes to content. Internal, no API. */
package io.github.camelwechatpay.notification;
