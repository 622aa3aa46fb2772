/**
 * Reads and writes the JSON of the wire, and works on its documented fields. Knows nothing of Camel. {@link
 * io.github.camelwechatpay.json.JsonObject} and {@link io.github.camelwechatpay.json.JsonArray} are the message
 * bodies that an application gets; everything else is internal.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.json.WireJson}. Uses no other package of the component, beside
 * the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.json;

import org.jspecify.annotations.NullMarked;
