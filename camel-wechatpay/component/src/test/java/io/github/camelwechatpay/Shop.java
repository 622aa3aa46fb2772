package io.github.camelwechatpay;

import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.security.KeyPair;
import java.security.cert.X509Certificate;

/** A merchant of the sandbox beside the one that it begins with. */
record Shop(WechatpaySandbox sandbox, String mchid, String secretKey, KeyPair keys, X509Certificate certificate) {

    /** With a number of its own. */
    static Shop open(WechatpaySandbox sandbox, String mchid, KeyPair keys) {
        String secretKey = "%032d".formatted(Long.parseLong(mchid));
        return new Shop(sandbox, mchid, secretKey, keys, sandbox.addMerchant(mchid, keys.getPublic(), secretKey));
    }

    /** The same merchant with a new key, whose certificate overlaps with the one before. */
    Shop withKeys(KeyPair other) {
        return new Shop(sandbox, mchid, secretKey, other, sandbox.issueMerchantCertificate(mchid, other.getPublic()));
    }

    /** Of the certificate. */
    String serialNumber() {
        return "%040X".formatted(certificate.getSerialNumber());
    }

    /** With the public key, which needs no download. */
    MerchantProfile profile() {
        MerchantProfile profile = downloading();
        profile.setPublicKeyId(sandbox.publicKeyId());
        profile.setPublicKey(sandbox.publicKeyPem());
        return profile;
    }

    /** With platform certificates that are downloaded. */
    MerchantProfile downloading() {
        MerchantProfile profile = new MerchantProfile();
        profile.setMchid(mchid);
        profile.setMerchantSerialNumber(serialNumber());
        profile.setPrivateKey(TestKeys.privatePem(keys));
        profile.setSecretKey(secretKey);
        return profile;
    }
}
