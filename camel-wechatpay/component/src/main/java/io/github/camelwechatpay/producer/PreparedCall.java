package io.github.camelwechatpay.producer;

import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.merchant.Merchant;

/**
 * A call that is ready to be sent.
 *
 * @param merchant signs the call
 * @param deadline by which the call must be over
 */
record PreparedCall(ResolvedOperation operation, Merchant merchant, Call call, Deadline deadline) {}
