package io.github.camelwechatpay.sandbox;

/**
 * Who calls, and which of the gateway's keys it wants to deal with.
 *
 * @param answerKey signs the answer
 * @param namedKey the id in {@code Wechatpay-Serial}; empty when it named none, so nothing can be encrypted for it
 */
record Caller(String mchid, PlatformKey answerKey, String namedKey) {}
