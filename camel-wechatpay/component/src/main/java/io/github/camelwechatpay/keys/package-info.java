/** Who signs, and whose signatures are trusted. Internal, no API. */
package io.github.camelwechatpay.keys;
