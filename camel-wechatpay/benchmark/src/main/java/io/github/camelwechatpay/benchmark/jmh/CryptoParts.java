package io.github.camelwechatpay.benchmark.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.benchmark.client.CryptoChoice;
import io.github.camelwechatpay.benchmark.gateway.SampleNotification;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import io.github.camelwechatpay.call.CanonicalMessage;
import io.github.camelwechatpay.crypto.AeadCipher;
import io.github.camelwechatpay.crypto.CryptoProvider;
import io.github.camelwechatpay.crypto.KeySigner;
import io.github.camelwechatpay.crypto.SignatureType;
import io.github.camelwechatpay.crypto.SignatureVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures the cryptography of a call and of a notification, by provider. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CryptoParts {

    @Param({"native", "jdk"})
    public String crypto;

    private KeySigner signer;
    private byte[] request;

    private SignatureVerifier verifier;
    private byte[][] notification;
    private String signature;

    private AeadCipher cipher;
    private String nonce;
    private String associatedData;
    private String ciphertext;

    @Setup
    public void prepare() throws GeneralSecurityException, IOException {
        CryptoProvider provider = CryptoProvider.of(
                SignatureType.RSA, CryptoProvider.AUTO, CryptoChoice.of(crypto).loader());
        TestMerchant merchant = TestMerchant.create();
        SampleNotification sample = SampleNotification.create(merchant);
        signer = new KeySigner(provider.translate(merchant.merchantKeys().getPrivate()), provider);
        request = CanonicalMessage.ofRequest(
                "POST",
                TestMerchant.PATH,
                sample.timestamp(),
                sample.nonce(),
                TestMerchant.ORDER.getBytes(StandardCharsets.UTF_8));
        verifier = new SignatureVerifier(
                provider.translate(merchant.wechatpayKeys().getPublic()), provider);
        notification = CanonicalMessage.ofAnswer(sample.timestamp(), sample.nonce(), sample.body());
        signature = sample.signature();
        cipher = new AeadCipher(TestMerchant.SECRET_KEY, provider);
        JsonNode resource = new ObjectMapper().readTree(sample.body()).path("resource");
        nonce = resource.path("nonce").textValue();
        associatedData = resource.path("associated_data").textValue();
        ciphertext = resource.path("ciphertext").textValue();
        if (!verify()) {
            throw new IllegalStateException("The signature of the sample notification does not match");
        }
    }

    @Benchmark
    public String sign() throws GeneralSecurityException {
        return signer.sign(request);
    }

    @Benchmark
    public boolean verify() {
        return verifier.verify(signature, notification);
    }

    @Benchmark
    public byte[] decrypt() throws GeneralSecurityException {
        return cipher.decrypt(nonce, associatedData, ciphertext);
    }
}
