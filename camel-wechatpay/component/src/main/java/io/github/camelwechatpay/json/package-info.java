/**
 * JSON from and to the wire. Internal, but for the types of message bodies: {@link io.github.camelwechatpay.json.JsonObject}
 * and {@link io.github.camelwechatpay.json.JsonArray}.
 */
package io.github.camelwechatpay.json;
