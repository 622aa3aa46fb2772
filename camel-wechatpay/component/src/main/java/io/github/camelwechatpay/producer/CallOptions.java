package io.github.camelwechatpay.producer;

import io.github.camelwechatpay.BillDecryptor;
import io.github.camelwechatpay.body.ContentStreams;
import io.github.camelwechatpay.body.RequestValidation;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options of an endpoint that shape its calls. Null means that an option is not set. Immutable.
 *
 * @param validation option {@code validation}
 * @param encrypting whether the component encrypts and decrypts encrypted fields (option {@code encryption})
 * @param alwaysSendingBody whether option {@code sendBody} is {@code always}
 * @param responseType option {@code responseType}
 * @param baseUri option {@code baseUri}
 * @param gatewayPath option {@code gatewayPath}
 * @param callTimeout option {@code callTimeout}
 * @param downloadTimeout option {@code downloadTimeout}
 * @param billDecryptor option {@code billDecryptor}
 * @param streams makes the streams of bodies
 */
public record CallOptions(
        RequestValidation.Mode validation,
        boolean encrypting,
        boolean alwaysSendingBody,
        String responseType,
        @Nullable URI baseUri,
        @Nullable String gatewayPath,
        Duration callTimeout,
        Duration downloadTimeout,
        @Nullable BillDecryptor billDecryptor,
        ContentStreams streams) {}
