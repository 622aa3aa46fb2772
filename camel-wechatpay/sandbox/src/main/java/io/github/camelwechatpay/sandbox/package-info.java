/**
 * A strict WeChat Pay APIv3 gateway in one process, for tests and for people.
 *
 * <p>{@link io.github.camelwechatpay.sandbox.WechatpaySandbox} runs it inside a test. The process
 * {@code java -jar wechatpay-sandbox.jar} runs it for a client of any language. All keys are made at start, everything stays in
 * memory, and only loopback addresses are used. The sandbox decides the behaviour that WeChat Pay does not document; the code
 * says so at the place of the decision.
 *
 * <p>This package is the API. It may use each package below {@code internal}, which are not part of the API and can change in
 * any version. Its data types, such as {@link io.github.camelwechatpay.sandbox.SandboxNotification}, use no other package, so
 * that each package may use them.
 */
@NullMarked
package io.github.camelwechatpay.sandbox;

import org.jspecify.annotations.NullMarked;
