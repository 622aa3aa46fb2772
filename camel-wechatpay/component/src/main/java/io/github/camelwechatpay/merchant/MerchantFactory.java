package io.github.camelwechatpay.merchant;

import io.github.camelwechatpay.call.CallSender;
import io.github.camelwechatpay.call.Destination;
import io.github.camelwechatpay.call.Region;
import io.github.camelwechatpay.call.Transport;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.crypto.AeadCipher;
import io.github.camelwechatpay.crypto.CryptoProvider;
import io.github.camelwechatpay.crypto.FieldCipher;
import io.github.camelwechatpay.crypto.KeyEntry;
import io.github.camelwechatpay.crypto.KeyReader;
import io.github.camelwechatpay.crypto.KeySigner;
import io.github.camelwechatpay.crypto.MessageSigner;
import io.github.camelwechatpay.crypto.SignatureType;
import io.github.camelwechatpay.invoke.ApiKey;
import io.github.camelwechatpay.keys.CertificateDownload;
import io.github.camelwechatpay.keys.CertificateList;
import io.github.camelwechatpay.keys.CertificateSource;
import io.github.camelwechatpay.keys.KeyId;
import io.github.camelwechatpay.keys.MerchantIdentity;
import io.github.camelwechatpay.keys.MessageVerifier;
import io.github.camelwechatpay.keys.TrustedKey;
import io.github.camelwechatpay.keys.TrustedKeys;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes merchants from their options. Thread-safe.
 *
 * @param refresher runs the downloads of platform certificates
 * @param notificationDownloads one permit for each thread that may wait for a download that a notification caused
 * @param nonces gives a new nonce for each signature
 */
public record MerchantFactory(
        CamelContext context,
        Transport transport,
        ScheduledExecutorService refresher,
        Semaphore notificationDownloads,
        Clock clock,
        Supplier<String> nonces) {

    private static final Pattern MCHID = Pattern.compile("[0-9]{1,32}");
    private static final Pattern SERIAL = Pattern.compile("[0-9A-Fa-f]{1,64}");
    private static final Pattern PUBLIC_KEY_ID = Pattern.compile("PUB_KEY_ID_[0-9]+");

    /** Matches more digits than the 20 bytes of a serial number have in hexadecimal (RFC 5280, 4.1.2.2). */
    private static final Pattern DECIMAL = Pattern.compile("0*[1-9][0-9]{40,}");

    /** @throws IllegalArgumentException naming the option that is missing or wrong, and what to do */
    Merchant create(MerchantSettings options) {
        checkDocumented(options);
        KeyEntry own = new PrivateKeyOption(context).read(options);
        CryptoProvider provider = provider(options, own);
        PrivateKey privateKey = own == null ? null : translated(own.key(), provider);
        X509Certificate certificate = certificate(options, own);
        MerchantIdentity identity = identity(options, certificate, signer(options, privateKey, provider));
        String secretKey = KeyResource.secret(context, options.secretKey(), "secretKey");
        AeadCipher cipher = secretKey == null ? null : new AeadCipher(secretKey, provider);
        TrustedKeys keys = new TrustedKeys(
                configuredKeys(options, provider, own, certificate),
                identity == null ? options.merchantSerialNumber() : identity.serialNumber(),
                options.isDownloading() ? download(options, identity, cipher, provider) : null,
                clock,
                notificationDownloads);
        String apiKey = KeyResource.secret(context, options.apiKey(), "apiKey");
        return new Merchant(
                options.mchid(),
                identity,
                privateKey,
                certificate,
                keys,
                new MessageVerifier(options.signatureType(), keys, options.maxClockSkew(), clock),
                cipher,
                new FieldCipher(provider),
                apiKey == null ? null : new ApiKey(apiKey),
                refresher);
    }

    /**
     * Selects the crypto provider. A key that cannot leave its hardware works only with its own provider, which the
     * platform finds by the key. For SM2 the option must name the provider, because the platform cannot verify SM2.
     */
    private CryptoProvider provider(MerchantSettings options, @Nullable KeyEntry own) {
        boolean inHardware = own != null && own.key().getEncoded() == null;
        return inHardware
                        && options.signatureType() == SignatureType.RSA
                        && CryptoProvider.AUTO.equalsIgnoreCase(options.cryptoProvider())
                ? CryptoProvider.platform()
                : CryptoProvider.of(options.signatureType(), options.cryptoProvider(), classLoader());
    }

    /**
     * Rejects options that WeChat Pay documents for RSA only: the public key, and the certificate list outside region
     * cn.
     */
    private static void checkDocumented(MerchantSettings options) {
        if (options.signatureType() != SignatureType.SM2) {
            return;
        }
        if (options.publicKey() != null || options.publicKeyId() != null) {
            throw new IllegalArgumentException(
                    "Options publicKey and publicKeyId do not go with signatureType sm2: drop"
                            + " them, platform certificates verify (option platformCertificates)");
        }
        if (options.isDownloading() && options.region() != Region.CN) {
            throw new IllegalArgumentException(
                    "Platform certificates for signatureType sm2 can be downloaded in region cn"
                            + " only: set option platformCertificates to PEM resources");
        }
    }

    private ClassLoader classLoader() {
        ClassLoader application = context.getApplicationContextClassLoader();
        return application != null ? application : getClass().getClassLoader();
    }

    private static PrivateKey translated(PrivateKey key, CryptoProvider provider) {
        try {
            return provider.translate(provider.type().require(key, "Option privateKey"));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "The crypto provider " + provider.name() + " cannot use the key of option privateKey: change option"
                            + " cryptoProvider",
                    e);
        }
    }

    /** Returns null if the options have neither requestSigner nor privateKey. */
    private static @Nullable MessageSigner signer(
            MerchantSettings options, @Nullable PrivateKey privateKey, CryptoProvider provider) {
        if (options.requestSigner() != null) {
            return new RequestSignerAdapter(options.requestSigner(), options.signatureType());
        }
        return privateKey == null ? null : new KeySigner(privateKey, provider);
    }

    /** Returns null if the merchant cannot sign. */
    private @Nullable MerchantIdentity identity(
            MerchantSettings options, @Nullable X509Certificate certificate, @Nullable MessageSigner signer) {
        if (options.mchid() == null && signer == null) {
            return null;
        }
        if (options.mchid() == null || !MCHID.matcher(options.mchid()).matches()) {
            throw new IllegalArgumentException(
                    options.mchid() == null
                            ? "No merchant number: set option mchid"
                            : "Option mchid is not a merchant number: digits are expected");
        }
        return signer == null
                ? null
                : new MerchantIdentity(options.mchid(), serialNumber(options, certificate), signer, clock, nonces);
    }

    private static String serialNumber(MerchantSettings options, @Nullable X509Certificate certificate) {
        String serial = options.merchantSerialNumber();
        if (serial != null && DECIMAL.matcher(serial).matches()) {
            throw decimalSerial();
        }
        if (serial != null && !SERIAL.matcher(serial).matches()) {
            throw new IllegalArgumentException(
                    "Option merchantSerialNumber is not a serial number: hexadecimal digits are expected");
        }
        if (certificate == null && serial == null) {
            throw new IllegalArgumentException("No serial number of the merchant certificate: set option"
                    + " merchantSerialNumber or merchantCertificate");
        }
        if (certificate == null) {
            return KeyId.of(new BigInteger(serial, 16));
        }
        String read = serialNumber(certificate);
        if (serial != null && !new BigInteger(serial, 16).equals(certificate.getSerialNumber())) {
            if (serial.equals(certificate.getSerialNumber().toString())) {
                throw decimalSerial();
            }
            throw new IllegalArgumentException("Option merchantSerialNumber is " + serial
                    + ", but the certificate of option "
                    + (options.merchantCertificate() != null ? "merchantCertificate" : "privateKey") + " has " + read
                    + ": drop one of them");
        }
        return read;
    }

    private static IllegalArgumentException decimalSerial() {
        return new IllegalArgumentException("Option merchantSerialNumber is a decimal number: WeChat Pay writes serial"
                + " numbers in hexadecimal, with at most 40 digits. Copy it from the merchant platform, or set option"
                + " merchantCertificate instead.");
    }

    static String serialNumber(X509Certificate certificate) {
        return KeyId.of(certificate.getSerialNumber());
    }

    /** Returns the certificate of option merchantCertificate, else the one beside the key; null if neither is there. */
    private @Nullable X509Certificate certificate(MerchantSettings options, @Nullable KeyEntry own) {
        X509Certificate stored = own == null ? null : own.certificate();
        if (options.merchantCertificate() == null) {
            return stored;
        }
        List<X509Certificate> chain = KeyReader.certificates(
                KeyResource.pem(context, options.merchantCertificate(), "merchantCertificate", "CERTIFICATE"),
                "merchantCertificate");
        // A chain may begin with its root
        X509Certificate certificate = chain.stream()
                .filter(each -> own != null && options.signatureType().isPair(own.key(), each.getPublicKey()))
                .findFirst()
                .orElse(chain.get(0));
        if (stored != null && !stored.getSerialNumber().equals(certificate.getSerialNumber())) {
            throw new IllegalArgumentException("Option merchantCertificate has serial number "
                    + serialNumber(certificate) + ", but the certificate beside the key in option privateKey has "
                    + serialNumber(stored) + ": drop merchantCertificate, or change it together with the key");
        }
        options.signatureType().require(certificate.getPublicKey(), "Option merchantCertificate");
        if (own != null && !options.signatureType().isPair(own.key(), certificate.getPublicKey())) {
            throw new IllegalArgumentException("The key of option privateKey does not belong to the certificate of"
                    + " option merchantCertificate: they must be changed together");
        }
        return certificate;
    }

    /**
     * Reads the trusted keys of the options.
     *
     * @param own the key of the merchant, which must not be among the trusted keys
     * @param certificate the merchant API certificate, whose key must not be among the trusted keys
     */
    private List<TrustedKey> configuredKeys(
            MerchantSettings options,
            CryptoProvider provider,
            @Nullable KeyEntry own,
            @Nullable X509Certificate certificate) {
        List<TrustedKey> keys = new ArrayList<>();
        if ((options.publicKey() == null) != (options.publicKeyId() == null)) {
            throw new IllegalArgumentException("Options publicKey and publicKeyId belong together: set "
                    + (options.publicKey() == null ? "publicKey" : "publicKeyId"));
        }
        if (options.publicKey() != null) {
            if (!PUBLIC_KEY_ID.matcher(options.publicKeyId()).matches()) {
                throw new IllegalArgumentException("Option publicKeyId is not the ID of a WeChat Pay public key: it is"
                        + " PUB_KEY_ID_ with digits after it, and nothing else. Copy it from the merchant platform.");
            }
            PublicKey key = publicKey(options.publicKey());
            keys.add(TrustedKey.publicKey(options.publicKeyId(), key, provider));
            ownKey(options.signatureType(), own, certificate, key).ifPresent(option -> {
                throw new IllegalArgumentException("Option publicKey holds the merchant's own key, that of option "
                        + option + ": it verifies nothing that WeChat Pay signs. Download the WeChat Pay public key"
                        + " (pub_key.pem) from the merchant platform, and set its ID in option publicKeyId.");
            });
        }
        for (String pem : options.certificateResources()) {
            for (X509Certificate platform : KeyReader.certificates(
                    KeyResource.pem(context, pem, "platformCertificates", "CERTIFICATE"), "platformCertificates")) {
                keys.add(TrustedKey.certificate(platform, provider));
                ownKey(options.signatureType(), own, certificate, platform.getPublicKey())
                        .ifPresent(option -> {
                            throw new IllegalArgumentException(
                                    "Option platformCertificates holds a certificate of the merchant's own key,"
                                            + " that of option " + option + ": it verifies nothing that WeChat Pay"
                                            + " signs. Set option platformCertificates to WeChat Pay's platform"
                                            + " certificates, not to apiclient_cert.pem.");
                        });
            }
        }
        if (keys.isEmpty() && !options.isDownloading()) {
            throw new IllegalArgumentException("Nothing verifies WeChat Pay: set options publicKey and publicKeyId, or"
                    + " platformCertificates to auto or to PEM resources");
        }
        return keys;
    }

    /**
     * Returns the option that holds the same key for the merchant, empty if the key is not known to be the merchant's.
     *
     * @param key a key of the signature type
     */
    private static Optional<String> ownKey(
            SignatureType type, @Nullable KeyEntry own, @Nullable X509Certificate certificate, PublicKey key) {
        if (own != null && type.isReadable(own.key()) && type.isPair(own.key(), key)) {
            return Optional.of("privateKey");
        }
        return certificate != null && certificate.getPublicKey().equals(key)
                ? Optional.of(own != null && certificate == own.certificate() ? "privateKey" : "merchantCertificate")
                : Optional.empty();
    }

    private PublicKey publicKey(Object value) {
        if (value instanceof PublicKey bean) {
            return KeyReader.check(bean, "publicKey");
        }
        if (value instanceof String text) {
            return KeyReader.publicKey(KeyResource.pem(context, text, "publicKey", "PUBLIC KEY"), "publicKey");
        }
        throw new IllegalArgumentException("Option publicKey is a "
                + value.getClass().getName() + ": it must be text or a bean of type java.security.PublicKey");
    }

    private CertificateSource download(
            MerchantSettings options,
            @Nullable MerchantIdentity identity,
            @Nullable AeadCipher cipher,
            CryptoProvider provider) {
        if (identity == null) {
            throw new IllegalArgumentException(Merchant.NO_IDENTITY
                    + " (platform certificates are to be downloaded; or set publicKey and publicKeyId)");
        }
        if (cipher == null) {
            throw new IllegalArgumentException("No APIv3 key: set option secretKey, it decrypts the platform"
                    + " certificates that are to be downloaded; or set publicKey and publicKeyId");
        }
        Destination destination = Destination.of(
                Catalog.get(),
                options.region().certificatesPath(),
                "GET",
                options.region(),
                options.baseUri() == null ? null : Destination.baseUri(options.baseUri()));
        return new CertificateDownload(
                destination,
                options.gatewayPath(),
                identity,
                new CallSender(transport, options.baseUri(), options.backupBaseUri(), clock),
                new CertificateList(cipher, provider),
                options.maxClockSkew(),
                clock);
    }
}
