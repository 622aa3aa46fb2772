/**
 * Signs, verifies, encrypts and decrypts, and reads the formats of keys. Knows nothing of Camel. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.crypto.CryptoProvider}. Uses no other package of the component,
 * beside the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.crypto;

import org.jspecify.annotations.NullMarked;
