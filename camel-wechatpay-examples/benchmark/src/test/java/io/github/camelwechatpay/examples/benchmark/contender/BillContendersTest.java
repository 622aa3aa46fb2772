package io.github.camelwechatpay.examples.benchmark.contender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelwechatpay.examples.benchmark.gateway.Shop;
import io.github.camelwechatpay.examples.benchmark.gateway.StubProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All do the same work: a comparison with one that does not check the digest would be unfair. */
class BillContendersTest {

    private static final long BYTES = 1_234_567;

    private static Shop shop;
    private static StubProcess genuine;
    private static StubProcess forged;

    @BeforeAll
    static void startGateways() throws GeneralSecurityException, IOException {
        shop = Shop.create();
        genuine = StubProcess.ofBill(shop, BYTES, false);
        forged = StubProcess.ofBill(shop, BYTES, true);
    }

    @AfterAll
    static void stopGateways() throws IOException {
        genuine.close();
        forged.close();
    }

    @ParameterizedTest
    @EnumSource
    void bringsTheWholeBill(BillContenders kind) throws Exception {
        try (BillContender contender = kind.create(shop, genuine.baseUri());
                InputStream bill = contender.bill()) {
            assertThat(bill.transferTo(OutputStream.nullOutputStream())).isEqualTo(BYTES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAnotherBillThanTheAnnouncedOne(BillContenders kind) throws Exception {
        try (BillContender contender = kind.create(shop, forged.baseUri())) {
            assertThatThrownBy(contender::bill)
                    .satisfies(failure -> assertThat(Stream.iterate(failure, e -> e != null, Throwable::getCause))
                            .anyMatch(e -> e.getMessage().contains("digest")));
        }
    }
}
