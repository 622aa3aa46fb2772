/**
 * Keeps files in memory or on disk, checks their digests and addresses, and reads the rows of bills. Knows nothing
 * of Camel. Internal, no API.
 *
 * <p>Entry type: {@link io.github.camelwechatpay.files.Content}. Uses no other package of the component, beside
 * the catalog and the leaf types of the root package.
 */
@NullMarked
package io.github.camelwechatpay.files;

import org.jspecify.annotations.NullMarked;
