package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.MerchantOptions;
import io.github.camelwechatpay.RequestSigner;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.crypto.SignatureType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds the values of all options that a merchant is made of; null for an option that is not set. Endpoints with equal
 * settings share keys and downloads.
 *
 * @param region where the platform certificates are downloaded
 */
public record MerchantSettings(
        @Nullable String mchid,
        @Nullable String merchantSerialNumber,
        @Nullable String merchantCertificate,
        @Nullable Object privateKey,
        @Nullable String privateKeyPassword,
        @Nullable String keyAlias,
        @Nullable RequestSigner requestSigner,
        @Nullable String secretKey,
        @Nullable String apiKey,
        @Nullable String publicKeyId,
        @Nullable Object publicKey,
        @Nullable String platformCertificates,
        SignatureType signatureType,
        String cryptoProvider,
        Duration maxClockSkew,
        @Nullable String baseUri,
        @Nullable String backupBaseUri,
        @Nullable String gatewayPath,
        Region region) {

    private static final String AUTO = "auto";
    private static final String NONE = "none";
    private static final List<String> KEYWORDS = List.of(AUTO, NONE);

    /** Writes a keyword in one spelling, so that settings that differ in its letter case are equal. */
    public MerchantSettings {
        String value = platformCertificates == null ? "" : platformCertificates.strip();
        platformCertificates =
                KEYWORDS.stream().filter(value::equalsIgnoreCase).findFirst().orElse(platformCertificates);
    }

    /** @throws IllegalArgumentException if option signatureType is wrong */
    public static MerchantSettings of(MerchantOptions options, MerchantEnvironment environment, Region region) {
        return SecretReader.settings(options, environment, region);
    }

    /** Returns the entries of option platformCertificates, empty if it is a keyword or not set. */
    List<String> certificateResources() {
        return platformCertificates == null || KEYWORDS.contains(platformCertificates)
                ? List.of()
                : List.of(platformCertificates.split(","));
    }

    boolean isDownloading() {
        return platformCertificates == null ? publicKey == null : AUTO.equals(platformCertificates);
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "merchant " + mchid + " in region " + region;
    }

    /** Reads all options. It is a subclass of MerchantOptions because no other class can read the secrets. */
    private abstract static class SecretReader extends MerchantOptions {

        static MerchantSettings settings(MerchantOptions options, MerchantEnvironment environment, Region region) {
            Secrets secrets = Secrets.of(options);
            return new MerchantSettings(
                    options.getMchid(),
                    options.getMerchantSerialNumber(),
                    options.getMerchantCertificate(),
                    secrets.privateKey(),
                    secrets.privateKeyPassword(),
                    options.getKeyAlias(),
                    options.getRequestSigner(),
                    secrets.secretKey(),
                    secrets.apiKey(),
                    options.getPublicKeyId(),
                    options.getPublicKey(),
                    options.getPlatformCertificates(),
                    SignatureType.of(options.getSignatureType()),
                    environment.cryptoProvider(),
                    environment.maxClockSkew(),
                    environment.baseUri(),
                    environment.backupBaseUri(),
                    environment.gatewayPath(),
                    region);
        }
    }
}
