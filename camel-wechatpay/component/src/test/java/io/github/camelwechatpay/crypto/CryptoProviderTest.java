package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.Provider;
import java.security.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CryptoProviderTest {

    private static final String BOUNCY_CASTLE = "org.bouncycastle.jce.provider.BouncyCastleProvider";
    private static final ClassLoader LOADER = CryptoProviderTest.class.getClassLoader();

    @ParameterizedTest
    @ValueSource(strings = {CryptoProvider.AUTO, BOUNCY_CASTLE})
    void doesEverythingWithTheChosenProviderAndInstallsNothing(String name) throws Exception {
        Provider[] before = Security.getProviders();
        CryptoProvider provider = CryptoProvider.of(SignatureType.RSA, name, LOADER);
        var publicKey = provider.translate(TestKeys.PLATFORM.getPublic());
        var privateKey = provider.translate(TestKeys.PLATFORM.getPrivate());
        byte[] message = {1, 2, 3};

        String signature = new KeySigner(privateKey, provider).sign(message);
        FieldCipher fields = new FieldCipher(provider);

        assertThat(new SignatureVerifier(publicKey, provider).verify(signature, message))
                .isTrue();
        assertThat(signature).isEqualTo(TestKeys.sign(TestKeys.PLATFORM.getPrivate(), message));
        assertThat(fields.decrypt(privateKey, fields.encrypt(publicKey, "门"))).isEqualTo("门");
        assertThat(new AeadCipher(TestKeys.SECRET_KEY, provider)
                        .decrypt("uluk4a9R25RW", "associatedData", "ulwSiIajGClcvcOYvOQ7+l+0PAbzzwI="))
                .asString()
                .isEqualTo("message");
        assertThat(Security.getProviders()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Unheard", "java.lang.String", "org.example.Missing"})
    void refusesAProviderThatIsNotThere(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CryptoProvider.of(SignatureType.RSA, name, LOADER))
                .withMessage("Crypto provider \"" + name + "\" is neither installed nor on the class path: set option"
                        + " cryptoProvider to auto, or to the name of a provider that is there");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUN", "SunJCE"})
    void refusesAProviderThatCannotDoTheWork(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CryptoProvider.of(SignatureType.RSA, name, LOADER))
                .withMessageContaining("not able to do RSA and AES-GCM here: set option cryptoProvider");
    }

    @Test
    void namesItself() {
        assertThat(CryptoProvider.of(SignatureType.RSA, BOUNCY_CASTLE, LOADER).name())
                .isEqualTo("BC");
        assertThat(CryptoProvider.platform().name()).isEqualTo("platform");
    }
}
