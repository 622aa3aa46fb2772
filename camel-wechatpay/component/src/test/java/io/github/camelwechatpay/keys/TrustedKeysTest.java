package io.github.camelwechatpay.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.github.camelwechatpay.call.Deadline;
import io.github.camelwechatpay.crypto.SignatureVerifier;
import io.github.camelwechatpay.crypto.TestKeys;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedKeysTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final String PUBLIC_KEY_ID = "PUB_KEY_ID_0119000001092024";
    private static final String MERCHANT_SERIAL = "0a1b2C";

    private final TestClock clock = new TestClock();
    private final CountingSource source = new CountingSource();
    private final TrustedKeys keys = new TrustedKeys(List.of(), MERCHANT_SERIAL, source, clock);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void refreshesAtAnUnknownSerialOnceAMinute() {
        source.delivers(certificate("AA", DAY));

        assertThat(keys.find("BB", soon())).isEmpty();
        assertThat(keys.find("CC", soon())).isEmpty();
        clock.advance(Duration.ofSeconds(59));
        assertThat(keys.find("BB", soon())).isEmpty();
        assertThat(source.downloads).hasValue(1);

        clock.advance(Duration.ofSeconds(1));
        source.delivers(certificate("BB", DAY));
        assertThat(keys.find("BB", soon())).isPresent();
        assertThat(source.downloads).hasValue(2);
    }

    @Test
    void throttlesFailedRefreshesToo() {
        source.failure = new IOException("no");

        assertThat(keys.find("AA", soon())).isEmpty();
        assertThat(keys.find("AA", soon())).isEmpty();
        assertThat(source.downloads).hasValue(1);
    }

    @Test
    void downloadsForANotificationOnceAMinuteAfterAFailure() {
        source.failure = new IOException("no");
        assertThat(keys.refreshForNotification("AA", soon())).isTrue();
        clock.advance(Duration.ofSeconds(59));
        assertThat(keys.refreshForNotification("BB", soon())).isTrue();
        assertThat(source.downloads).hasValue(1);

        source.delivers(certificate("AA", DAY));
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.refreshForNotification("AA", soon())).isTrue();
        assertThat(source.downloads).hasValue(2);
        assertThat(keys.find("AA")).isPresent();
    }

    @Test
    void downloadsForACallWhileNotificationsPause() {
        source.failure = new IOException("no");
        keys.refreshForNotification("AA", soon());
        clock.advance(Duration.ofSeconds(1));
        source.delivers(certificate("AA", DAY));

        assertThat(keys.current(soon())).isPresent();
    }

    @Test
    void letsOneNotificationWaitForTheDownloadsOfAllMerchants() throws Exception {
        Semaphore permits = new Semaphore(1);
        TrustedKeys first = new TrustedKeys(List.of(), null, source, clock, permits);
        CountingSource other = new CountingSource();
        other.delivers(certificate("BB", DAY));
        TrustedKeys second = new TrustedKeys(List.of(), null, other, clock, permits);
        source.delivers(certificate("AA", DAY));
        source.gate = new CountDownLatch(1);
        Future<Boolean> waiting = threads.submit(() -> first.refreshForNotification("AA", soon()));
        await().until(() -> source.downloads.get() == 1);

        assertThat(first.refreshForNotification("AA", soon())).isFalse();
        assertThat(second.refreshForNotification("BB", soon())).isFalse();
        assertThat(other.downloads).hasValue(0);
        source.gate.countDown();

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(first.find("AA")).isPresent();
        assertThat(second.refreshForNotification("BB", soon())).isTrue();
        assertThat(second.find("BB")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC_KEY_ID, "", "xyz", "A A", "../A", MERCHANT_SERIAL, "00A1B2C"})
    void refreshesForNothingButUnknownCertificates(String id) {
        assertThat(keys.find(id, soon())).isEmpty();
        assertThat(source.downloads).hasValue(0);
    }

    @Test
    void refreshesForNoKeyThatIsKnown() {
        source.delivers(certificate("AA", DAY));
        keys.refreshIfDue(soon());
        clock.advance(Duration.ofMinutes(5));

        assertThat(keys.find("AA", soon())).isPresent();
        assertThat(source.downloads).hasValue(1);
    }

    @Test
    void keepsOldCertificatesUntilTheyExpire() {
        source.delivers(certificate("AA", DAY));
        keys.refreshIfDue(soon());
        source.delivers(certificate("BB", DAY.multipliedBy(3)));
        clock.advance(Duration.ofHours(2));
        keys.refreshIfDue(soon());

        assertThat(keys.ids()).containsExactlyInAnyOrder("AA", "BB");
        clock.advance(Duration.ofHours(22));
        assertThat(keys.find("AA")).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(keys.find("AA")).isEmpty();
        assertThat(keys.ids()).containsExactly("BB");
    }

    @Test
    void trustsACertificateThatTheListLeftOutForTheOverlapOnly() {
        source.delivers(certificate("AA", DAY.multipliedBy(365)), certificate("BB", DAY.multipliedBy(300)));
        keys.refreshIfDue(soon());
        source.delivers(certificate("BB", DAY.multipliedBy(300)));
        clock.advance(Duration.ofHours(2));
        keys.refreshIfDue(soon());
        assertThat(keys.current()).map(TrustedKey::id).contains("BB");

        for (int i = 0; i < 36; i++) {
            assertThat(keys.find("AA")).isPresent();
            clock.advance(Duration.ofHours(2));
            keys.refreshIfDue(soon());
        }
        assertThat(keys.find("AA")).isPresent();
        clock.advance(Duration.ofMillis(1));

        assertThat(keys.find("AA")).isEmpty();
        assertThat(keys.ids()).containsExactly("BB");
    }

    @Test
    void trustsACertificateAsBeforeWhenTheListHasItAgain() {
        TrustedKey key = certificate("AA", DAY.multipliedBy(365));
        source.delivers(key);
        keys.refreshIfDue(soon());
        source.delivers(certificate("BB", DAY.multipliedBy(365)));
        clock.advance(Duration.ofHours(2));
        keys.refreshIfDue(soon());
        source.delivers(key);
        clock.advance(Duration.ofHours(2));
        keys.refreshIfDue(soon());

        clock.advance(DAY.multipliedBy(30));
        assertThat(keys.find("AA")).contains(key);
        assertThat(keys.find("BB")).isEmpty();
    }

    @Test
    void keepsTheEndOfTheOverlapWhenAnotherStoreTakesOver() {
        source.delivers(certificate("AA", DAY.multipliedBy(365)));
        keys.refreshIfDue(soon());
        source.delivers(certificate("BB", DAY.multipliedBy(365)));
        clock.advance(Duration.ofHours(2));
        keys.refreshIfDue(soon());
        TrustedKeys next = new TrustedKeys(List.of(), MERCHANT_SERIAL, source, clock);
        clock.advance(Duration.ofHours(71));
        next.adopt(keys);
        next.refreshIfDue(soon());

        assertThat(next.find("AA")).isPresent();
        clock.advance(Duration.ofHours(1).plusMillis(1));
        assertThat(next.find("AA")).isEmpty();
    }

    @Test
    void offersAdoptedCertificatesToVerifyTheNextList() {
        source.delivers(certificate("AA", DAY));
        keys.refreshIfDue(soon());
        List<List<String>> trusted = new ArrayList<>();
        TrustedKeys next = new TrustedKeys(
                List.of(),
                MERCHANT_SERIAL,
                (before, deadline) -> {
                    trusted.add(before.ids());
                    return List.of(certificate("BB", DAY));
                },
                clock);
        next.adopt(keys);
        next.refreshIfDue(soon());

        assertThat(trusted).containsExactly(List.of("AA"));
        assertThat(next.ids()).containsExactlyInAnyOrder("AA", "BB");
    }

    @Test
    void usesNoCertificateOutsideItsDates() {
        TrustedKey expired = key("AA", TestClock.START.minus(DAY), TestClock.START.minusMillis(1));
        TrustedKey future = key("BB", TestClock.START.plusMillis(1), TestClock.START.plus(DAY));
        TrustedKeys configured = new TrustedKeys(List.of(expired, future), null, null, clock);

        assertThat(configured.find("AA")).isEmpty();
        assertThat(configured.find("BB")).isEmpty();
        assertThat(configured.current()).isEmpty();
        assertThat(configured.current(soon())).isEmpty();
        assertThat(configured.ids()).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(configured.current()).contains(future);
    }

    @Test
    void findsSerialNumbersWhateverTheirCaseAndLeadingZeros() {
        source.delivers(certificate("0F1E", DAY));
        keys.refreshIfDue(soon());

        assertThat(List.of("0F1E", "F1E", "f1e", "000f1E"))
                .allSatisfy(id -> assertThat(keys.find(id)).isPresent());
        assertThat(List.of("F1E0", "F1", "0x0F1E", " F1E"))
                .allSatisfy(id -> assertThat(keys.find(id)).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"0F1E, 0F1E", "F1E, 0F1E", "f1e2, F1E2", "0, 00", "00A, 0A"})
    void namesACertificateByAnEvenNumberOfDigits(String serial, String id) {
        TrustedKey key = TrustedKey.certificate(
                TestKeys.certificate(TestKeys.PLATFORM, serial, TestClock.START, TestClock.START.plus(DAY)),
                TestKeys.PROVIDER);

        assertThat(key.id()).isEqualTo(id);
    }

    @Test
    void comparesPublicKeyIdsAsTheyAre() {
        TrustedKeys configured = new TrustedKeys(List.of(publicKey()), null, null, clock);

        assertThat(configured.find(PUBLIC_KEY_ID)).isPresent();
        assertThat(configured.find(PUBLIC_KEY_ID.toLowerCase(Locale.ROOT))).isEmpty();
        assertThat(configured.find(PUBLIC_KEY_ID + "0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0A1B2C", "a1b2c", "00A1b2c"})
    void refusesTheMerchantsOwnCertificate(String serial) {
        List<TrustedKey> own = List.of(certificate(serial, DAY));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustedKeys(own, MERCHANT_SERIAL, null, clock))
                .withMessageContaining("The merchant's own certificate " + MERCHANT_SERIAL)
                .withMessageContaining("set option platformCertificates");
    }

    @Test
    void ignoresTheMerchantsOwnCertificateInADownload() {
        source.delivers(certificate("A1B2C", DAY), certificate("BB", DAY));
        keys.refreshIfDue(soon());

        assertThat(keys.ids()).containsExactly("BB");
        assertThat(keys.find("A1B2C")).isEmpty();
    }

    @Test
    void prefersThePublicKeyThenTheCertificateThatExpiresLast() {
        TrustedKey early = certificate("AA", DAY);
        TrustedKey late = certificate("BB", DAY.multipliedBy(2));
        TrustedKey expired = key("CC", TestClock.START.minus(DAY), TestClock.START.minusSeconds(1));

        assertThat(current(List.of(early, late, publicKey()))).isEqualTo(PUBLIC_KEY_ID);
        assertThat(current(List.of(late, early, expired))).isEqualTo("BB");
        assertThat(current(List.of(early, late))).isEqualTo("BB");
    }

    @Test
    void prefersConfiguredKeysUnlessTheyHaveExpired() {
        TrustedKeys both = new TrustedKeys(List.of(certificate("AA", DAY)), null, source, clock);
        source.delivers(certificate("BB", DAY.multipliedBy(2)));
        both.refreshIfDue(soon());

        assertThat(both.current()).map(TrustedKey::id).contains("AA");
        clock.advance(DAY.plusSeconds(1));
        assertThat(both.current()).map(TrustedKey::id).contains("BB");
    }

    @Test
    void refreshesEveryHourAndWhenNothingIsValid() {
        source.delivers(certificate("AA", Duration.ofMinutes(90)));
        keys.refreshIfDue(soon());
        clock.advance(Duration.ofHours(1));
        keys.refreshIfDue(soon());
        assertThat(source.downloads).hasValue(1);

        clock.advance(Duration.ofSeconds(1));
        keys.refreshIfDue(soon());
        assertThat(source.downloads).hasValue(2);

        clock.advance(Duration.ofMinutes(30));
        keys.refreshIfDue(soon());
        assertThat(source.downloads).hasValue(3);
    }

    @Test
    void keepsItsKeysWhenADownloadFails() {
        source.delivers(certificate("AA", DAY));
        keys.refreshIfDue(soon());
        source.failure = new IOException("no");
        clock.advance(Duration.ofHours(2));
        keys.refreshIfDue(soon());

        assertThat(source.downloads).hasValue(2);
        assertThat(keys.ids()).containsExactly("AA");
    }

    @Test
    void downloadsForTheFirstCallAndAgainAfterAPauseWhenThatFailed() {
        source.failure = new IOException("no");
        assertThat(keys.current(soon())).isEmpty();
        assertThat(keys.current(soon())).isEmpty();
        assertThat(source.downloads).hasValue(1);

        source.delivers(certificate("AA", DAY));
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.current(soon())).map(TrustedKey::id).contains("AA");
        assertThat(source.downloads).hasValue(2);
    }

    @Test
    void waitsForTheFirstDownloadWithinTheDeadlineOnly() throws Exception {
        source.delivers(certificate("AA", DAY));
        source.gate = new CountDownLatch(1);
        Future<?> first = threads.submit(() -> keys.current(soon()));
        await().until(() -> source.downloads.get() == 1);

        assertThat(keys.current(Deadline.in(Duration.ofMillis(20)))).isEmpty();
        Future<Boolean> patient = threads.submit(() -> keys.current(soon()).isPresent());
        source.gate.countDown();

        assertThat(patient.get(10, TimeUnit.SECONDS)).isTrue();
        first.get(10, TimeUnit.SECONDS);
        assertThat(source.downloads).hasValue(1);
    }

    @Test
    void downloadsOnceForManyThreads() throws Exception {
        source.delivers(certificate("AA", DAY));
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> found = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            boolean even = i % 2 == 0;
            found.add(threads.submit(() -> {
                start.await();
                return (even ? keys.find("AA", soon()) : keys.current(soon())).isPresent();
            }));
        }
        start.countDown();

        for (Future<Boolean> each : found) {
            assertThat(each.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(source.downloads).hasValue(1);
    }

    /** The first call of a route and the refresh at its start come together. */
    @Test
    void downloadsNothingThatWasDownloadedWhileItWaited() throws Exception {
        source.delivers(certificate("AA", DAY));
        source.gate = new CountDownLatch(1);
        Future<?> call = threads.submit(() -> keys.current(soon()));
        await().until(() -> source.downloads.get() == 1);
        Thread refresh = new Thread(() -> keys.refreshIfDue(soon()));
        refresh.start();
        await().until(() -> refresh.getState() == Thread.State.TIMED_WAITING);

        source.gate.countDown();
        call.get(10, TimeUnit.SECONDS);
        refresh.join(10_000);

        assertThat(source.downloads).hasValue(1);
    }

    @Test
    void staysInterrupted() {
        source.failure = new InterruptedException();

        assertThat(keys.current(soon())).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void downloadsNothingWithoutASource() {
        TrustedKeys configured = new TrustedKeys(List.of(publicKey()), null, null, clock);
        configured.refreshIfDue(soon());

        assertThat(configured.isRefreshable()).isFalse();
        assertThat(configured.find("AA", soon())).isEmpty();
        assertThat(configured.current(soon())).map(TrustedKey::id).contains(PUBLIC_KEY_ID);
    }

    private String current(List<TrustedKey> configured) {
        return new TrustedKeys(configured, null, null, clock)
                .current()
                .orElseThrow()
                .id();
    }

    private static TrustedKey publicKey() {
        return TrustedKey.publicKey(PUBLIC_KEY_ID, TestKeys.PLATFORM.getPublic(), TestKeys.PROVIDER);
    }

    private static TrustedKey certificate(String serial, Duration validity) {
        return key(serial, TestClock.START, TestClock.START.plus(validity));
    }

    private static TrustedKey key(String id, Instant from, Instant until) {
        var key = TestKeys.PLATFORM.getPublic();
        return new TrustedKey(id, key, new SignatureVerifier(key, TestKeys.PROVIDER), from, until);
    }

    private static Deadline soon() {
        return Deadline.in(Duration.ofSeconds(10));
    }

    private static final class CountingSource implements CertificateSource {

        private final AtomicInteger downloads = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile List<TrustedKey> delivered = List.of();
        private volatile Exception failure;

        void delivers(TrustedKey... keys) {
            delivered = List.of(keys);
            failure = null;
        }

        @Override
        public List<TrustedKey> download(TrustedKeys trusted, Deadline deadline) throws Exception {
            downloads.incrementAndGet();
            gate.await();
            if (failure != null) {
                throw failure;
            }
            return delivered;
        }
    }
}
