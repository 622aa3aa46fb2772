package io.github.camelwechatpay;

import java.util.Set;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options of a merchant: its number, its keys, and the keys of WeChat Pay that it trusts. Secrets can be set but
 * not read, because consoles show every property of a bean that has a public getter. Null means that an option is not set.
 * Not thread-safe: set the options before the component starts, and before you bind a profile.
 */
@UriParams
public abstract class MerchantOptions {

    /** Holds the names of the options below. */
    static final Set<String> NAMES = Set.of(
            "mchid",
            "merchantSerialNumber",
            "merchantCertificate",
            "privateKey",
            "privateKeyPassword",
            "keyAlias",
            "requestSigner",
            "secretKey",
            "apiKey",
            "publicKeyId",
            "publicKey",
            "platformCertificates",
            "signatureType");

    @UriParam
    private @Nullable String mchid;

    @UriParam(label = "security")
    private @Nullable String merchantSerialNumber;

    @UriParam(label = "security")
    private @Nullable String merchantCertificate;

    @UriParam(label = "security", secret = true)
    private @Nullable Object privateKey;

    @UriParam(label = "security", secret = true)
    private @Nullable String privateKeyPassword;

    @UriParam(label = "security")
    private @Nullable String keyAlias;

    @UriParam(label = "security,advanced")
    private @Nullable RequestSigner requestSigner;

    @UriParam(label = "security", secret = true)
    private @Nullable String secretKey;

    @UriParam(label = "producer,security", secret = true)
    private @Nullable String apiKey;

    @UriParam(label = "security")
    private @Nullable String publicKeyId;

    @UriParam(label = "security")
    private @Nullable Object publicKey;

    @UriParam(label = "security")
    private @Nullable String platformCertificates;

    @UriParam(label = "security", defaultValue = "rsa", enums = "rsa,sm2")
    private String signatureType = "rsa";

    public @Nullable String getMchid() {
        return mchid;
    }

    /**
     * Merchant number of the caller, as in the Authorization header; in provider mode the provider's, never that of the
     * sub-merchant.
     */
    public void setMchid(@Nullable String mchid) {
        this.mchid = mchid;
    }

    public @Nullable String getMerchantSerialNumber() {
        return merchantSerialNumber;
    }

    /**
     * Serial number of the merchant API certificate, hexadecimal, in any letter case. Not needed when merchantCertificate
     * is set.
     */
    public void setMerchantSerialNumber(@Nullable String merchantSerialNumber) {
        this.merchantSerialNumber = merchantSerialNumber;
    }

    public @Nullable String getMerchantCertificate() {
        return merchantCertificate;
    }

    /**
     * Merchant API certificate (apiclient_cert.pem), from which the serial number is read: PEM text, or a resource
     * such as file:, classpath: or base64:.
     */
    public void setMerchantCertificate(@Nullable String merchantCertificate) {
        this.merchantCertificate = merchantCertificate;
    }

    /**
     * Merchant API private key, RSA of at least 2048 bits: PEM text (apiclient_key.pem, PKCS#8 or PKCS#1), a PKCS#12
     * store with key and certificate (apiclient_cert.p12), either as a resource such as file:, classpath: or base64:, or
     * a bean of type java.security.PrivateKey, java.security.KeyStore or
     * org.apache.camel.support.jsse.KeyStoreParameters. Where the store has the certificate, neither
     * merchantSerialNumber nor merchantCertificate is needed. With signatureType sm2 an SM2 key, as PEM text PKCS#8 or
     * SEC1.
     */
    public void setPrivateKey(@Nullable Object privateKey) {
        this.privateKey = privateKey;
    }

    /**
     * Password of an encrypted private key, of a PKCS#12 store, or of the key in a key store, or a resource (file:,
     * classpath:) that holds it.
     */
    public void setPrivateKeyPassword(@Nullable String privateKeyPassword) {
        this.privateKeyPassword = privateKeyPassword;
    }

    public @Nullable String getKeyAlias() {
        return keyAlias;
    }

    /** Name of the merchant's entry in the key store of privateKey. Needed when the store has several private keys. */
    public void setKeyAlias(@Nullable String keyAlias) {
        this.keyAlias = keyAlias;
    }

    public @Nullable RequestSigner getRequestSigner() {
        return requestSigner;
    }

    /**
     * Signs requests in place of privateKey, for a key in an HSM or a key management service: a bean of type
     * RequestSigner. A privateKey beside it decrypts fields of answers and notifications, and signs nothing.
     */
    public void setRequestSigner(@Nullable RequestSigner requestSigner) {
        this.requestSigner = requestSigner;
    }

    /**
     * The APIv3 key, 32 bytes, or a resource (file:, classpath:) that holds it: it decrypts notifications and platform
     * certificates.
     */
    public void setSecretKey(@Nullable String secretKey) {
        this.secretKey = secretKey;
    }

    /**
     * The APIv2 key, 32 letters and digits, or a resource (file:, classpath:) that holds it: it signs the pages of pay score
     * that invoke/payscore-confirm and invoke/payscore-detail make the parameters of. Nothing else needs it.
     */
    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getPublicKeyId() {
        return publicKeyId;
    }

    /** Id of the WeChat Pay public key, PUB_KEY_ID_ and digits. Needed with publicKey. */
    public void setPublicKeyId(@Nullable String publicKeyId) {
        this.publicKeyId = publicKeyId;
    }

    public @Nullable Object getPublicKey() {
        return publicKey;
    }

    /**
     * WeChat Pay public key (pub_key.pem), which verifies answers and notifications and encrypts fields: PEM text, a
     * resource such as file:, classpath: or base64:, or a bean of type java.security.PublicKey.
     */
    public void setPublicKey(@Nullable Object publicKey) {
        this.publicKey = publicKey;
    }

    public @Nullable String getPlatformCertificates() {
        return platformCertificates;
    }

    /**
     * Platform certificates of WeChat Pay: auto downloads and refreshes them (the default without publicKey), none
     * uses none (the default with publicKey), or PEM resources separated by commas. The two keywords may be in any letter
     * case. Together with publicKey either kind verifies, and the public key is named in requests.
     */
    public void setPlatformCertificates(@Nullable String platformCertificates) {
        this.platformCertificates = platformCertificates;
    }

    public String getSignatureType() {
        return signatureType;
    }

    /**
     * The algorithms that the merchant has agreed on with WeChat Pay: rsa, or sm2 for the national algorithms SM2, SM3
     * and SM4, with keys and certificates of that kind. Answers and notifications of the other kind are refused.
     */
    public void setSignatureType(String signatureType) {
        this.signatureType = signatureType;
    }

    /**
     * Holds the options that can be set but not read. No method of MerchantOptions returns them: Camel's bean component also
     * calls methods that are not public, and consoles show what a getter returns.
     */
    protected record Secrets(
            @Nullable Object privateKey,
            @Nullable String privateKeyPassword,
            @Nullable String secretKey,
            @Nullable String apiKey) {

        /** Reads the secrets of options, for the code that makes the keys of a merchant. */
        public static Secrets of(MerchantOptions options) {
            return new Secrets(options.privateKey, options.privateKeyPassword, options.secretKey, options.apiKey);
        }

        /** Shows no secret. */
        @Override
        public String toString() {
            return "Secrets";
        }
    }
}
