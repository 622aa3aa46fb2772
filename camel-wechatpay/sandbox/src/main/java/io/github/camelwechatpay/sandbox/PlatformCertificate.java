package io.github.camelwechatpay.sandbox;

import java.security.cert.X509Certificate;

/** A key of the gateway that is published as a platform certificate. */
record PlatformCertificate(PlatformKey key, X509Certificate certificate) {}
