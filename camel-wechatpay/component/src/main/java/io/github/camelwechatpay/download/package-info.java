/** Files: received while they arrive, bounded, checked, and handed on only then. Internal, no API. */
package io.github.camelwechatpay.download;
