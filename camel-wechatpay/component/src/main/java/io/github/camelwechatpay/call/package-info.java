/** A call and its answer, before and after the wire. Internal, no API. */
package io.github.camelwechatpay.call;
