package io.github.camelwechatpay;

import io.github.camelwechatpay.call.Call;
import io.github.camelwechatpay.call.Deadline;

/**
 * A call that is ready to be sent.
 *
 * @param merchant signs the call
 * @param deadline by which the call must be over
 */
record PreparedCall(ResolvedOperation operation, Merchant merchant, Call call, Deadline deadline) {}
