package io.github.camelwechatpay.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.spec.KeySpec;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jcajce.spec.PBKDF2KeySpec;
import org.bouncycastle.jcajce.spec.ScryptKeySpec;
import org.bouncycastle.openssl.PEMDecryptor;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.DefaultAlgorithmNameFinder;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.jspecify.annotations.Nullable;

/** Decrypts a private key with its password. A wrong password may give garbage, which the caller has to notice. */
record KeyDecryption(String password, String option) {

    private static final int SM4_KEY_BITS = 128;

    private static final Map<ASN1ObjectIdentifier, String> NAMES = Map.of(
            PKCSObjectIdentifiers.id_PBES2, "PBES2",
            PKCSObjectIdentifiers.id_PBKDF2, "PBKDF2",
            MiscObjectIdentifiers.id_scrypt, "scrypt",
            GMObjectIdentifiers.sms4_ecb, "SM4/ECB",
            GMObjectIdentifiers.sms4_cbc, "SM4/CBC",
            GMObjectIdentifiers.sms4_cfb128, "SM4/CFB",
            GMObjectIdentifiers.sms4_ofb128, "SM4/OFB",
            GMObjectIdentifiers.sms4_ctr, "SM4/CTR");

    /** @throws IllegalArgumentException naming option {@code privateKeyPassword}, if it is not set */
    static KeyDecryption with(@Nullable String password, String option) {
        if (password == null) {
            throw new IllegalArgumentException(
                    "Option " + option + " holds an encrypted key: set option privateKeyPassword");
        }
        return new KeyDecryption(password, option);
    }

    /** @throws IllegalArgumentException naming the option, and the algorithm or option {@code privateKeyPassword} */
    byte[] decrypt(PemBlock block) throws IOException {
        return block.cipher() == null
                ? decrypt(encryptedKey(block.content()))
                : decrypt(block.cipher(), block.iv(), block.content());
    }

    private static EncryptedPrivateKeyInfo encryptedKey(byte[] content) throws IOException {
        try {
            return EncryptedPrivateKeyInfo.getInstance(KeyForm.first(content));
        } catch (RuntimeException e) {
            throw new PEMException("no encrypted key", e);
        }
    }

    IllegalArgumentException wrongPassword() {
        return new IllegalArgumentException(
                "Option " + option + " cannot be decrypted: check option privateKeyPassword");
    }

    private byte[] decrypt(String cipher, byte @Nullable [] iv, byte[] content) {
        try {
            PEMDecryptor decryptor = new JcePEMDecryptorProviderBuilder()
                    .setProvider(BouncyCastle.PROVIDER)
                    .build(password.toCharArray())
                    .get(cipher);
            return decryptor.decrypt(content, iv);
        } catch (IOException | OperatorCreationException | RuntimeException e) {
            if (e.getCause() instanceof BadPaddingException) {
                throw wrongPassword();
            }
            throw unsupported(cipher);
        }
    }

    private byte[] decrypt(EncryptedPrivateKeyInfo key) {
        AlgorithmIdentifier algorithm = key.getEncryptionAlgorithm();
        InputDecryptor decryptor;
        try {
            if (isSm4(algorithm)) {
                return sm4(PBES2Parameters.getInstance(algorithm.getParameters()), key.getEncryptedData());
            }
            decryptor = new JcePKCSPBEInputDecryptorProviderBuilder()
                    .setProvider(BouncyCastle.PROVIDER)
                    .build(password.toCharArray())
                    .get(algorithm);
        } catch (BadPaddingException e) {
            throw wrongPassword();
        } catch (GeneralSecurityException | OperatorCreationException | RuntimeException e) {
            throw unsupported(name(algorithm));
        }
        try (InputStream in = decryptor.getInputStream(new ByteArrayInputStream(key.getEncryptedData()))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw wrongPassword();
        }
    }

    private static boolean isSm4(AlgorithmIdentifier algorithm) {
        return PKCSObjectIdentifiers.id_PBES2.equals(algorithm.getAlgorithm())
                && GMObjectIdentifiers.sms4_cbc.equals(PBES2Parameters.getInstance(algorithm.getParameters())
                        .getEncryptionScheme()
                        .getAlgorithm());
    }

    /** Decrypts SM4, which Bouncy Castle knows by its name, but not by the object identifier in a key file. */
    private byte[] sm4(PBES2Parameters scheme, byte[] ciphertext) throws GeneralSecurityException {
        KeyDerivationFunc function = scheme.getKeyDerivationFunc();
        byte[] key = SecretKeyFactory.getInstance(
                        MiscObjectIdentifiers.id_scrypt.equals(function.getAlgorithm())
                                ? "SCRYPT"
                                : function.getAlgorithm().getId(),
                        BouncyCastle.PROVIDER)
                .generateSecret(keySpec(function))
                .getEncoded();
        Cipher cipher = Cipher.getInstance("SM4/CBC/PKCS5Padding", BouncyCastle.PROVIDER);
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "SM4"),
                new IvParameterSpec(
                        ASN1OctetString.getInstance(scheme.getEncryptionScheme().getParameters())
                                .getOctets()));
        return cipher.doFinal(ciphertext);
    }

    private KeySpec keySpec(KeyDerivationFunc function) {
        if (MiscObjectIdentifiers.id_scrypt.equals(function.getAlgorithm())) {
            ScryptParams scrypt = ScryptParams.getInstance(function.getParameters());
            return new ScryptKeySpec(
                    password.toCharArray(),
                    scrypt.getSalt(),
                    scrypt.getCostParameter().intValueExact(),
                    scrypt.getBlockSize().intValueExact(),
                    scrypt.getParallelizationParameter().intValueExact(),
                    SM4_KEY_BITS);
        }
        PBKDF2Params pbkdf2 = PBKDF2Params.getInstance(function.getParameters());
        return new PBKDF2KeySpec(
                password.toCharArray(),
                pbkdf2.getSalt(),
                pbkdf2.getIterationCount().intValueExact(),
                SM4_KEY_BITS,
                pbkdf2.getPrf());
    }

    private IllegalArgumentException unsupported(String algorithm) {
        return new IllegalArgumentException("Option " + option + " cannot be decrypted: its encryption " + algorithm
                + " is not supported. Encrypt the key again by: openssl pkcs8 -topk8 -v2 aes-256-cbc");
    }

    private static String name(AlgorithmIdentifier algorithm) {
        ASN1ObjectIdentifier id = algorithm.getAlgorithm();
        if (!PKCSObjectIdentifiers.id_PBES2.equals(id)) {
            return name(id);
        }
        try {
            PBES2Parameters scheme = PBES2Parameters.getInstance(algorithm.getParameters());
            return "PBES2 with " + name(scheme.getKeyDerivationFunc().getAlgorithm()) + " and "
                    + name(scheme.getEncryptionScheme().getAlgorithm());
        } catch (RuntimeException e) {
            return "PBES2 with broken parameters";
        }
    }

    private static String name(ASN1ObjectIdentifier id) {
        String name = NAMES.get(id);
        return name == null ? new DefaultAlgorithmNameFinder().getAlgorithmName(id) : name;
    }
}
