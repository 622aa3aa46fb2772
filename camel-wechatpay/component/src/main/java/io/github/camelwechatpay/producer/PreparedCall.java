package io.github.camelwechatpay.producer;

import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.merchant.Merchant;

/**
 * Represents a call that is ready to be sent.
 *
 * @param operation the operation that it calls
 * @param merchant signs the call
 * @param call the request
 * @param deadline the end of the time of option {@code callTimeout}
 */
record PreparedCall(ResolvedOperation operation, Merchant merchant, Call call, Deadline deadline) {}
