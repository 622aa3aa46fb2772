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

/**
 * A merchant in a region: who signs, which keys of WeChat Pay are trusted, and the ciphers. Keeps the platform
 * certificates fresh while it is started. Thread-safe.
 */
public final class Merchant extends ServiceSupport {

    static final String NO_IDENTITY = "No merchant to sign for: set options mchid, privateKey or requestSigner, and"
            + " merchantSerialNumber or merchantCertificate, e.g. camel.component.wechatpay.private-key=file:apiclient_key.pem;"
            + " or name a MerchantProfile by option merchant";

    private static final Duration REFRESH_CHECK = Duration.ofMinutes(1);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(20);

    private final String mchid;
    private final MerchantIdentity identity;
    private final PrivateKey privateKey;
    private final X509Certificate certificate;
    private final TrustedKeys keys;
    private final MessageVerifier verifier;
    private final AeadCipher resourceCipher;
    private final FieldCipher fieldCipher;
    private final ApiKey apiKey;
    private final ScheduledExecutorService refresher;

    private ScheduledFuture<?> refresh;

    /** @param certificate of the merchant, null when it is not known */
    Merchant(
            String mchid,
            MerchantIdentity identity,
            PrivateKey privateKey,
            X509Certificate certificate,
            TrustedKeys keys,
            MessageVerifier verifier,
            AeadCipher resourceCipher,
            FieldCipher fieldCipher,
            ApiKey apiKey,
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
     * Takes over what the merchant in whose place it comes has downloaded, if they are the same merchant with the same algorithms: so no call waits
     * for a download because a key was replaced.
     */
    void succeed(Merchant before) {
        if (identity != null
                && before.identity != null
                && identity.mchid().equals(before.identity.mchid())
                && verifier.type() == before.verifier.type()) {
            keys.adopt(before.keys);
        }
    }

    /** @throws IllegalArgumentException naming the options that are missing */
    public MerchantIdentity requireIdentity() {
        if (identity == null) {
            throw new IllegalArgumentException(NO_IDENTITY);
        }
        return identity;
    }

    /** @throws IllegalArgumentException when option secretKey is missing */
    public AeadCipher requireResourceCipher() {
        if (resourceCipher == null) {
            throw new IllegalArgumentException("No APIv3 key: set option secretKey, it decrypts notifications");
        }
        return resourceCipher;
    }

    /** Last moment of the merchant API certificate; empty where only its serial number is known. */
    public Optional<Instant> certificateExpiry() {
        return certificate().map(known -> known.getNotAfter().toInstant());
    }

    /** Empty where only its serial number is known. */
    Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /** Null when neither calls nor options name it. */
    public String mchid() {
        return mchid;
    }

    /**
     * Decrypts a field that WeChat Pay encrypted for the merchant certificate.
     *
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

    /** Null without option apiKey. */
    public ApiKey apiKey() {
        return apiKey;
    }

    /**
     * Decrypts a key that WeChat Pay encrypted for the merchant certificate.
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
