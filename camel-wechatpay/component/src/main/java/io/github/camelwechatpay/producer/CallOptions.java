package io.github.camelwechatpay.producer;

import io.github.camelwechatpay.BillDecryptor;
import io.github.camelwechatpay.body.ContentStreams;
import io.github.camelwechatpay.body.RequestValidation;
import java.net.URI;
import java.time.Duration;

/**
 * Holds the options of an endpoint that shape its calls. Immutable.
 *
 * @param validation option {@code validation}
 * @param encrypting whether encrypted fields are encrypted and decrypted (option {@code encryption})
 * @param alwaysSendingBody option {@code sendBody=always}
 * @param responseType option {@code responseType}
 * @param baseUri option {@code baseUri}, null if it is not set
 * @param gatewayPath option {@code gatewayPath}, null if it is not set
 * @param callTimeout option {@code callTimeout}
 * @param downloadTimeout option {@code downloadTimeout}
 * @param billDecryptor option {@code billDecryptor}, null if it is not set
 * @param streams make the streams of bodies
 */
public record CallOptions(
        RequestValidation.Mode validation,
        boolean encrypting,
        boolean alwaysSendingBody,
        String responseType,
        URI baseUri,
        String gatewayPath,
        Duration callTimeout,
        Duration downloadTimeout,
        BillDecryptor billDecryptor,
        ContentStreams streams) {}
