package io.github.camelwechatpay.benchmark.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.benchmark.gateway.StubProcess;
import io.github.camelwechatpay.benchmark.gateway.TestMerchant;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that all clients do the same work: a comparison with a client that skips the digest would be unfair. */
class BillClientsTest {

    private static final long BYTES = 1_234_567;

    private static TestMerchant merchant;
    private static StubProcess genuine;
    private static StubProcess forged;

    @BeforeAll
    static void startGateways() throws GeneralSecurityException, IOException {
        merchant = TestMerchant.create();
        genuine = StubProcess.ofBill(merchant, BYTES, false);
        forged = StubProcess.ofBill(merchant, BYTES, true);
    }

    @AfterAll
    static void stopGateways() throws IOException {
        genuine.close();
        forged.close();
    }

    @ParameterizedTest
    @EnumSource
    void downloadsTheWholeBill(BillClients kind) throws Exception {
        try (BillClient client = kind.create(merchant, genuine.baseUri());
                InputStream bill = client.bill()) {
            assertThat(bill.transferTo(OutputStream.nullOutputStream())).isEqualTo(BYTES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsABillWithAnotherDigest(BillClients kind) throws Exception {
        try (BillClient client = kind.create(merchant, forged.baseUri())) {
            assertThatThrownBy(client::bill)
                    .satisfies(failure -> assertThat(Stream.iterate(failure, e -> e != null, Throwable::getCause))
                            .anyMatch(e -> e.getMessage().contains("digest")));
        }
    }
}
