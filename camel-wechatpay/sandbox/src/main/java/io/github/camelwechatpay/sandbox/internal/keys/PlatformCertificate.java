package io.github.camelwechatpay.sandbox.internal.keys;

import java.security.cert.X509Certificate;

/** A key of the gateway that is published as a platform certificate. */
public record PlatformCertificate(PlatformKey key, X509Certificate certificate) {}
