package io.github.camelwechatpay;

import java.util.Set;

/**
 * A merchant among many: a bean in the registry, named by option {@code merchant}, by header {@code CamelWechatpayMerchant},
 * or by the path of its notifications. Its fields are options of the
 * component and mean the same. What is not set here is not set: no key of the component is taken instead. To be complete before it is
 * bound; to change a merchant, bind another profile under its name. Secrets can be set but not read, because consoles show
 * what a bean of the registry returns.
 */
public class MerchantProfile {

    /** The options that a profile has. */
    static final Set<String> OPTIONS = Set.of(
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

    private String mchid;
    private String merchantSerialNumber;
    private String merchantCertificate;
    private Object privateKey;
    private String privateKeyPassword;
    private String keyAlias;
    private RequestSigner requestSigner;
    private String secretKey;
    private String apiKey;
    private String publicKeyId;
    private Object publicKey;
    private String platformCertificates;
    private String signatureType = "rsa";

    /** The options of an endpoint with those of this merchant; nothing of another merchant's keys is left in them. */
    WechatpayConfiguration applyTo(WechatpayConfiguration options) {
        WechatpayConfiguration own = options.copy();
        own.setMchid(mchid);
        own.setMerchantSerialNumber(merchantSerialNumber);
        own.setMerchantCertificate(merchantCertificate);
        own.setPrivateKey(privateKey);
        own.setPrivateKeyPassword(privateKeyPassword);
        own.setKeyAlias(keyAlias);
        own.setRequestSigner(requestSigner);
        own.setSecretKey(secretKey);
        own.setApiKey(apiKey);
        own.setPublicKeyId(publicKeyId);
        own.setPublicKey(publicKey);
        own.setPlatformCertificates(platformCertificates);
        own.setSignatureType(signatureType);
        return own;
    }

    public String getMchid() {
        return mchid;
    }

    /** Merchant number, option {@code mchid}. */
    public void setMchid(String mchid) {
        this.mchid = mchid;
    }

    public String getMerchantSerialNumber() {
        return merchantSerialNumber;
    }

    /** Serial number of the merchant API certificate, option {@code merchantSerialNumber}. */
    public void setMerchantSerialNumber(String merchantSerialNumber) {
        this.merchantSerialNumber = merchantSerialNumber;
    }

    public String getMerchantCertificate() {
        return merchantCertificate;
    }

    /** Merchant API certificate, option {@code merchantCertificate}. */
    public void setMerchantCertificate(String merchantCertificate) {
        this.merchantCertificate = merchantCertificate;
    }

    /** Merchant API private key, option {@code privateKey}. */
    public void setPrivateKey(Object privateKey) {
        this.privateKey = privateKey;
    }

    /** Password of an encrypted private key or of a key store, option {@code privateKeyPassword}. */
    public void setPrivateKeyPassword(String privateKeyPassword) {
        this.privateKeyPassword = privateKeyPassword;
    }

    public String getKeyAlias() {
        return keyAlias;
    }

    /** Name of the merchant's entry in a key store, option {@code keyAlias}. */
    public void setKeyAlias(String keyAlias) {
        this.keyAlias = keyAlias;
    }

    public RequestSigner getRequestSigner() {
        return requestSigner;
    }

    /** Signs in place of the private key, option {@code requestSigner}. */
    public void setRequestSigner(RequestSigner requestSigner) {
        this.requestSigner = requestSigner;
    }

    /** The APIv3 key, option {@code secretKey}. */
    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    /** APIv2 key, option {@code apiKey}. */
    public void setApiKey(String apiKey) {
        this.apiKey = apiKey;
    }

    public String getPublicKeyId() {
        return publicKeyId;
    }

    /** Id of the WeChat Pay public key, option {@code publicKeyId}. */
    public void setPublicKeyId(String publicKeyId) {
        this.publicKeyId = publicKeyId;
    }

    public Object getPublicKey() {
        return publicKey;
    }

    /** The WeChat Pay public key, option {@code publicKey}. */
    public void setPublicKey(Object publicKey) {
        this.publicKey = publicKey;
    }

    public String getPlatformCertificates() {
        return platformCertificates;
    }

    /** Where platform certificates come from, option {@code platformCertificates}. */
    public void setPlatformCertificates(String platformCertificates) {
        this.platformCertificates = platformCertificates;
    }

    public String getSignatureType() {
        return signatureType;
    }

    /** Algorithms of this merchant, {@code rsa} (default) or {@code sm2}, option {@code signatureType}. */
    public void setSignatureType(String signatureType) {
        this.signatureType = signatureType;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "merchant " + mchid;
    }
}
