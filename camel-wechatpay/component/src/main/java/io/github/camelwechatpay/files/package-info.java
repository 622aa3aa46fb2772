/** Files: kept while they are used, and downloads, which are bounded, and checked before they are handed on. Internal, no API. */
package io.github.camelwechatpay.files;
