/**
 * Tests that judge the sandbox by the official SDK.
 */
package io.github.camelwechatpay.sandbox.officialsdk;
