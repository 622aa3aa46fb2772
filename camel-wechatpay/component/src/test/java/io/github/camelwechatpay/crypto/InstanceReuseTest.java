package io.github.camelwechatpay.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Engines are used again: nothing of one message may be left for the next one. */
class InstanceReuseTest {

    private static final byte[] MESSAGE = "1554208460\nnonce\n{}\n".getBytes(StandardCharsets.UTF_8);

    /** Of RSA and SM2 alike, no signature or one that never was made for the message. */
    static Stream<Arguments> hostile() throws GeneralSecurityException {
        return Stream.of(
                        arguments("RSA", TestKeys.MERCHANT, TestKeys.PROVIDER),
                        arguments("SM2", TestKeys.SM2_MERCHANT, TestKeys.SM2_PROVIDER))
                .flatMap(family -> Stream.of(
                                new byte[0],
                                new byte[] {0},
                                new byte[255],
                                new byte[256],
                                new byte[257],
                                // DER of integers that are 0, 1, negative, missing
                                new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0},
                                new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1},
                                new byte[] {0x30, 6, 2, 1, -1, 2, 1, -1},
                                new byte[] {0x30, 3, 2, 1, 1},
                                new byte[] {0x30, 0})
                        .map(signature -> arguments(
                                family.get()[0] + ", " + Base64.getEncoder().encodeToString(signature),
                                family.get()[1],
                                family.get()[2],
                                signature)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aHostileSignatureDoesNoHarmToTheNextOne(String name, KeyPair keys, CryptoProvider provider, byte[] hostile)
            throws GeneralSecurityException {
        SignatureVerifier verifier = new SignatureVerifier(keys.getPublic(), provider);
        String genuine = new KeySigner(keys.getPrivate(), provider).sign(MESSAGE);
        String encoded = Base64.getEncoder().encodeToString(hostile);

        for (int i = 0; i < 3; i++) {
            assertThat(verifier.verify(encoded, MESSAGE)).isFalse();
            assertThat(verifier.verify(genuine, MESSAGE)).isTrue();
            assertThat(verifier.verify(genuine, new byte[10_000])).isFalse();
        }
    }

    @Test
    void aForgedResourceDoesNoHarmToTheNextOne() throws GeneralSecurityException {
        AeadCipher cipher = new AeadCipher(TestKeys.SECRET_KEY, TestKeys.PROVIDER);
        byte[] sealed = TestKeys.seal("uluk4a9R25RW", "a", MESSAGE);
        String genuine = Base64.getEncoder().encodeToString(sealed);
        String forged = Base64.getEncoder().encodeToString(TestKeys.flip(sealed, 0));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> cipher.decrypt("uluk4a9R25RW", "a", forged))
                    .isInstanceOf(GeneralSecurityException.class);
            assertThat(cipher.decrypt("uluk4a9R25RW", "a", genuine)).isEqualTo(MESSAGE);
            assertThatThrownBy(() -> cipher.decrypt("uluk4a9R25RW", null, genuine))
                    .isInstanceOf(GeneralSecurityException.class);
        }
    }

    @Test
    void manyThreadsSignAndVerifyTheirOwnMessages() throws Exception {
        KeySigner signer = new KeySigner(TestKeys.MERCHANT.getPrivate(), TestKeys.PROVIDER);
        SignatureVerifier verifier = new SignatureVerifier(TestKeys.MERCHANT.getPublic(), TestKeys.PROVIDER);
        List<Callable<Boolean>> work = IntStream.range(0, 200)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    byte[] message = ("message " + i).getBytes(StandardCharsets.US_ASCII);
                    String signature = signer.sign(message);
                    return signature.equals(TestKeys.sign(TestKeys.MERCHANT.getPrivate(), message))
                            && verifier.verify(signature, message);
                })
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            for (Future<Boolean> done : threads.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void usesAgainWhatDidNotFail() throws GeneralSecurityException {
        AtomicInteger made = new AtomicInteger();
        InstancePool<Integer> pool = new InstancePool<>(made::incrementAndGet);

        assertThat(pool.<Integer>use(instance -> instance)).isEqualTo(1);
        assertThat(pool.<Integer>use(instance -> instance)).isEqualTo(1);
    }

    @Test
    void neverUsesAgainWhatFailed() throws GeneralSecurityException {
        AtomicInteger made = new AtomicInteger();
        InstancePool<Integer> pool = new InstancePool<>(made::incrementAndGet);

        assertThatThrownBy(() -> pool.use(instance -> {
                    throw new GeneralSecurityException("failed");
                }))
                .hasMessage("failed");
        assertThatThrownBy(() -> pool.use(instance -> {
                    throw new IllegalStateException("failed otherwise");
                }))
                .hasMessage("failed otherwise");

        Integer third = pool.use(instance -> instance);
        assertThat(third).isEqualTo(3);
    }
}
