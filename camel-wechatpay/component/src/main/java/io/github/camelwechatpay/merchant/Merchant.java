package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.crypto.AeadCipher;
import io.github.camelwechatpay.crypto.FieldCipher;
import io.github.camelwechatpay.invoke.ApiKey;
import io.github.camelwechatpay.keys.MerchantIdentity;
import io.github.camelwechatpay.keys.MessageVerifier;
import io.github.camelwechatpay.keys.TrustedKeys;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Represents a merchant in a region: its identity, the trusted keys of WeChat Pay, and the ciphers. Downloads the
 * platform certificates again while it is started. Thread-safe.
 */
public final class Merchant extends ServiceSupport {

    static final String NO_IDENTITY = "No merchant to sign for: set options mchid, privateKey or requestSigner, and"
            + " merchantSerialNumber or merchantCertificate, e.g. camel.component.wechatpay.private-key=file:apiclient_key.pem;"
            + " or name a MerchantProfile by option merchant";

    private static final Duration REFRESH_CHECK = Duration.ofMinutes(1);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(20);

    private final @Nullable String mchid;
    private final @Nullable MerchantIdentity identity;
    private final @Nullable PrivateKey privateKey;
    private final @Nullable X509Certificate certificate;
    private final TrustedKeys keys;
    private final MessageVerifier verifier;
    private final @Nullable AeadCipher resourceCipher;
    private final FieldCipher fieldCipher;
    private final @Nullable ApiKey apiKey;
    private final ScheduledExecutorService refresher;

    private @Nullable ScheduledFuture<?> refresh;

    /**
     * @param identity null if the options name no key to sign with
     * @param privateKey null if the application has no access to the key
     * @param certificate the merchant API certificate, null if only its serial number is known
     * @param refresher runs the downloads of platform certificates
     */
    Merchant(
            @Nullable String mchid,
            @Nullable MerchantIdentity identity,
            @Nullable PrivateKey privateKey,
            @Nullable X509Certificate certificate,
            TrustedKeys keys,
            MessageVerifier verifier,
            @Nullable AeadCipher resourceCipher,
            FieldCipher fieldCipher,
            @Nullable ApiKey apiKey,
            ScheduledExecutorService refresher) {
        this.mchid = mchid;
        this.identity = identity;
        this.privateKey = privateKey;
        this.certificate = certificate;
        this.keys = keys;
        this.verifier = verifier;
        this.resourceCipher = resourceCipher;
        this.fieldCipher = fieldCipher;
        this.apiKey = apiKey;
        this.refresher = refresher;
    }

    @Override
    protected void doStart() {
        if (keys.isRefreshable()) {
            refresh = refresher.scheduleWithFixedDelay(
                    () -> keys.refreshIfDue(Deadline.in(REFRESH_TIMEOUT)),
                    0,
                    REFRESH_CHECK.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected void doStop() {
        keys.stop();
        if (refresh != null) {
            refresh.cancel(true);
        }
    }

    /**
     * Reuses the platform certificates of the merchant that it replaces, if both have the same number and algorithms.
     * No call then waits for a download because a key was replaced.
     */
    void succeed(Merchant before) {
        if (identity != null
                && before.identity != null
                && identity.mchid().equals(before.identity.mchid())
                && verifier.type() == before.verifier.type()) {
            keys.adopt(before.keys);
        }
    }

    /** @throws IllegalArgumentException if the merchant cannot sign, naming the options that are missing */
    public MerchantIdentity requireIdentity() {
        if (identity == null) {
            throw new IllegalArgumentException(NO_IDENTITY);
        }
        return identity;
    }

    /** @throws IllegalArgumentException if option secretKey is missing */
    public AeadCipher requireResourceCipher() {
        if (resourceCipher == null) {
            throw new IllegalArgumentException("No APIv3 key: set option secretKey, it decrypts notifications");
        }
        return resourceCipher;
    }

    /** Returns when the merchant API certificate expires, empty if only its serial number is known. */
    public Optional<Instant> certificateExpiry() {
        return certificate().map(known -> known.getNotAfter().toInstant());
    }

    /** Returns the merchant API certificate, empty if only its serial number is known. */
    Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** Returns the merchant number, null if option mchid is not set. */
    public @Nullable String mchid() {
        return mchid;
    }

    /**
     * Decrypts a field that WeChat Pay encrypted with the merchant API certificate.
     *
     * @param pointer JSON pointer of the field, for messages
     * @throws GeneralSecurityException naming the field
     */
    public String decryptField(String pointer, String ciphertext) throws GeneralSecurityException {
        if (privateKey == null) {
            throw new GeneralSecurityException("field " + pointer + " is encrypted for the merchant: set option"
                    + " privateKey, or encryption to off");
        }
        try {
            return fieldCipher.decrypt(privateKey, ciphertext);
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException("field " + pointer + " cannot be decrypted with the key of option"
                    + " privateKey; set option encryption to off to get it as it is");
        }
    }

    /** Returns the APIv2 key, null if option apiKey is not set. */
    public @Nullable ApiKey apiKey() {
        return apiKey;
    }

    /**
     * Decrypts the key of a file that WeChat Pay encrypted with the merchant API certificate.
     *
     * @throws GeneralSecurityException naming the option
     */
    public byte[] decryptKey(String ciphertext) throws GeneralSecurityException {
        if (privateKey == null) {
            throw new GeneralSecurityException(
                    "the file's key (encrypt_key) is encrypted for the merchant: set option privateKey");
        }
        try {
            return fieldCipher.decryptBytes(privateKey, ciphertext);
        } catch (GeneralSecurityException e) {
            throw new GeneralSecurityException(
                    "the file's key (encrypt_key) cannot be decrypted with the key of option privateKey", e);
        }
    }

    public TrustedKeys keys() {
        return keys;
    }

    public MessageVerifier verifier() {
        return verifier;
    }

    public FieldCipher fieldCipher() {
        return fieldCipher;
    }
}
