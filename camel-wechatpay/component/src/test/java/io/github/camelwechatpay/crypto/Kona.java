package io.github.camelwechatpay.crypto;

import com.tencent.kona.crypto.KonaCryptoProvider;
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
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The other side, by the provider that the official client takes for the national algorithms. It works only where it is
 * installed: so it is, as an extension, for the time of a test class.
 */
public final class Kona implements BeforeAllCallback, AfterAllCallback {

    public static final String CLASS_NAME = KonaCryptoProvider.class.getName();

    private static final Provider PROVIDER = new KonaCryptoProvider();

    @Override
    public void beforeAll(ExtensionContext context) {
        Security.addProvider(PROVIDER);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Security.removeProvider(PROVIDER.getName());
    }

    public static String sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SM2", PROVIDER);
        signature.initSign(translated(key));
        signature.update(message);
        return Base64.getEncoder().encodeToString(signature.sign());
    }

    public static boolean verify(PublicKey key, byte[] message, String signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance("SM2", PROVIDER);
        verifier.initVerify(translated(key));
        verifier.update(message);
        return verifier.verify(Base64.getDecoder().decode(signature));
    }

    public static String encrypt(PublicKey key, String text) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM2", PROVIDER);
        cipher.init(Cipher.ENCRYPT_MODE, translated(key));
        return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    public static String decrypt(PrivateKey key, String ciphertext) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM2", PROVIDER);
        cipher.init(Cipher.DECRYPT_MODE, translated(key));
        return new String(cipher.doFinal(Base64.getDecoder().decode(ciphertext)), StandardCharsets.UTF_8);
    }

    public static String seal(String secretKey, String nonce, String associatedData, String text)
            throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SM3", PROVIDER).digest(secretKey.getBytes(StandardCharsets.UTF_8));
        Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Arrays.copyOf(digest, 16), "SM4"),
                new GCMParameterSpec(128, nonce.getBytes(StandardCharsets.UTF_8)));
        cipher.updateAAD(associatedData.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(cipher.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static PrivateKey translated(PrivateKey key) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", PROVIDER).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
    }

    private static PublicKey translated(PublicKey key) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC", PROVIDER).generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    }
}
