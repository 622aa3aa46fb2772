/** Signatures, ciphers and key formats. Internal, no API. */
package io.github.camelwechatpay.crypto;
