/**
 * The other side: a strict WeChat Pay APIv3 gateway in one process, for tests and for people.
 *
 * <p>{@link io.github.camelwechatpay.sandbox.WechatpaySandbox} runs it inside a test; {@code java -jar wechatpay-sandbox.jar}
 * runs it as a process for a client of any language. All keys are made at start, everything stays in memory, and only
 * loopback addresses are used. What WeChat Pay does not document is decided here, and said where it is decided.
 *
 * <p>Each call takes the way: parse, authenticate, route, validate, execute, sign, fault.
 */
package io.github.camelwechatpay.sandbox;
