package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.MerchantOptions;
import io.github.camelwechatpay.RequestSigner;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.crypto.SignatureType;
import java.time.Duration;
import java.util.List;

/**
 * Holds the values of all options that a merchant is made of. Equal settings share downloads and keys.
 *
 * @param region where the platform certificates are downloaded
 */
public record MerchantSettings(
        String mchid,
        String merchantSerialNumber,
        String merchantCertificate,
        Object privateKey,
        String privateKeyPassword,
        String keyAlias,
        RequestSigner requestSigner,
        String secretKey,
        String apiKey,
        String publicKeyId,
        Object publicKey,
        String platformCertificates,
        SignatureType signatureType,
        String cryptoProvider,
        Duration maxClockSkew,
        String baseUri,
        String backupBaseUri,
        String gatewayPath,
        Region region) {

    private static final String AUTO = "auto";
    private static final String NONE = "none";
    private static final List<String> KEYWORDS = List.of(AUTO, NONE);

    /** Makes two spellings of a keyword the same option. */
    public MerchantSettings {
        String value = platformCertificates == null ? "" : platformCertificates.strip();
        platformCertificates =
                KEYWORDS.stream().filter(value::equalsIgnoreCase).findFirst().orElse(platformCertificates);
    }

    /** @throws IllegalArgumentException when option signatureType is wrong */
    public static MerchantSettings of(MerchantOptions options, MerchantEnvironment environment, Region region) {
        return SecretReader.settings(options, environment, region);
    }

    /** Returns what option platformCertificates lists; empty when it is a keyword or not set. */
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
