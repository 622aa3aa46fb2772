package io.github.camelwechatpay.call;

import io.github.camelwechatpay.crypto.SignedHeaders;

/**
 * What the gateway answered, not yet verified.
 *
 * @param status HTTP status
 * @param headers the headers that a signature consists of
 * @param requestId header Request-ID, to be quoted to WeChat Pay's support; or null
 * @param body empty without a body; the array that is verified is the one that is parsed
 */
public record Answer(int status, SignedHeaders headers, String requestId, byte[] body) {

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}
