package io.github.camelwechatpay.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.tencent.kona.crypto.KonaCryptoProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.cert.X509CertificateHolder;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The client's side of the national algorithms, by the provider that the official client takes. It works only where it is
 * installed: so it is, as an extension, for the time of a test class.
 */
final class NationalCrypto implements BeforeAllCallback, AfterAllCallback {
    private static final Provider PROVIDER = new KonaCryptoProvider();

    @Override
    public void beforeAll(ExtensionContext context) {
        Security.addProvider(PROVIDER);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Security.removeProvider(PROVIDER.getName());
    }

    static byte[] sign(String privateKeyPem, byte[] message) {
        try {
            Signature signature = Signature.getInstance("SM2", PROVIDER);
            signature.initSign(privateKey(privateKeyPem));
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the message's own signature headers are right for its body. */
    static boolean verifies(WireAnswer message, String certificatePem) throws GeneralSecurityException {
        String head = message.header("Wechatpay-Timestamp") + "\n" + message.header("Wechatpay-Nonce") + "\n";
        Signature verifier = Signature.getInstance("SM2", PROVIDER);
        verifier.initVerify(publicKey(certificatePem));
        verifier.update(head.getBytes(StandardCharsets.UTF_8));
        verifier.update(message.body());
        verifier.update((byte) '\n');
        return verifier.verify(Base64.getDecoder().decode(message.header("Wechatpay-Signature")));
    }

    static String openResource(String secretKey, JsonNode resource) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SM3", PROVIDER).digest(secretKey.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
        byte[] nonce = resource.path("nonce").asText().getBytes(StandardCharsets.UTF_8);
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(Arrays.copyOf(digest, 16), "SM4"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD(resource.path("associated_data").asText().getBytes(StandardCharsets.UTF_8));
        byte[] sealed = Base64.getDecoder().decode(resource.path("ciphertext").asText());
        return new String(cipher.doFinal(sealed), StandardCharsets.UTF_8);
    }

    static String encryptField(String certificatePem, String text) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM2", PROVIDER);
        cipher.init(Cipher.ENCRYPT_MODE, publicKey(certificatePem));
        return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    static String decryptField(String privateKeyPem, String base64) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM2", PROVIDER);
        cipher.init(Cipher.DECRYPT_MODE, privateKey(privateKeyPem));
        return new String(cipher.doFinal(Base64.getDecoder().decode(base64)), StandardCharsets.UTF_8);
    }

    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(der(pem)));
    }

    private static PublicKey publicKey(String certificatePem) throws GeneralSecurityException {
        byte[] key;
        try {
            key = new X509CertificateHolder(der(certificatePem))
                    .getSubjectPublicKeyInfo()
                    .getEncoded();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return KeyFactory.getInstance("EC", PROVIDER).generatePublic(new X509EncodedKeySpec(key));
    }

    private static byte[] der(String pem) {
        return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    }
}
