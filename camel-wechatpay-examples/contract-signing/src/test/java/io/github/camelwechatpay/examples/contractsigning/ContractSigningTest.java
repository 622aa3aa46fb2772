package io.github.camelwechatpay.examples.contractsigning;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractSigningTest {

    private static final String MAINLAND = "api.mch.weixin.qq.com";
    private static final String HONG_KONG = "apihk.mch.weixin.qq.com";
    private static final String PERMISSIONS = "v3/payscore/partner/permissions";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ContractSigning story = new ContractSigning(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void printsALineForEachCallAndEachNotification() {
        try (WechatpaySandbox sandbox = WechatpaySandbox.builder().proxy().start()) {
            assertThat(story.run(sandbox)).isZero();

            assertThat(lines())
                    .filteredOn(line -> line.startsWith("call "))
                    .satisfiesExactly(
                            line -> assertThat(line).contains("e-bike", MAINLAND, "200  preopen_id = "),
                            line -> assertThat(line).contains("auto-debit", HONG_KONG, "200  session_id = "),
                            line -> assertThat(line).contains("pay score", MAINLAND, "200  apply_permissions_token = "),
                            line -> assertThat(line).contains("password-free", MAINLAND, "200  pre_entrustweb_id = "),
                            line -> assertThat(line).contains("membership", MAINLAND, "200  permission_token = "));
            assertThat(lines())
                    .filteredOn(line -> line.startsWith("notification "))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .contains("PAPAY.SIGN", "contract 202611215658900001256 signed for 100001256"),
                            line -> assertThat(line)
                                    .contains(
                                            "PAYSCORE.USER_OPEN_SERVICE",
                                            "ouFhd5X9s9WteC3eWRjXV3lea123 authorised 1234323JKHDFE1243252"),
                            line -> assertThat(line)
                                    .contains(
                                            "MEMBERCARD.ACTIVATE_CARD",
                                            "card pbLatjvWOibDc5-TBnbUk1pD12o0 activated, code 478515832665"),
                            line -> assertThat(line)
                                    .contains("TRANSACTION.SUCCESS", "2900 fen (CNY) paid for 100001256-2026-11"));
            assertThat(lines()).last().asString().startsWith("Done in ").contains("5 calls", "4 notifications");
        }
    }

    @Test
    void sendsTheFiveCallsAsTheyAreDocumented() {
        try (WechatpaySandbox sandbox = WechatpaySandbox.builder().proxy().start()) {
            story.run(sandbox);

            assertThat(sandbox.executions("v3/ebike/charge/contracts/preopen")).isOne();
            assertThat(sandbox.executions("v3/global/papay/contracts/app-pre-entrust-sign", "100001256"))
                    .isOne();
            assertThat(sandbox.executions(PERMISSIONS, "1234323JKHDFE1243252")).isOne();
            assertThat(sandbox.executions(
                            "v3/password-exempt-contract/contracts/service-provider/pre-entrust-sign/mini-program",
                            "100001257"))
                    .isOne();
            assertThat(sandbox.requests())
                    .extracting(request -> request.host().orElseThrow() + request.target())
                    .contains(
                            MAINLAND
                                    + "/v3/marketing/membercard-open/cards/pbLatjvWOibDc5-TBnbUk1pD12o0/permission-tokens",
                            HONG_KONG + "/v3/global/certificates",
                            HONG_KONG + "/v3/global/papay/contracts/app-pre-entrust-sign");
        }
    }

    @Test
    void repeatsACallThatWechatPayAsksToRepeat() {
        try (WechatpaySandbox sandbox = WechatpaySandbox.builder().proxy().start()) {
            sandbox.fault(Fault.HTTP_500, 1, PERMISSIONS);

            assertThat(story.run(sandbox)).isZero();
            assertThat(sandbox.executions(PERMISSIONS)).isOne();
        }
    }

    @Test
    void endsWithStatusOneAndSaysWhichCallFailed() {
        try (WechatpaySandbox sandbox = WechatpaySandbox.builder().proxy().start()) {
            sandbox.fault(Fault.BAD_SIGNATURE, 1, PERMISSIONS);

            assertThat(story.run(sandbox)).isOne();
            assertThat(lines())
                    .last()
                    .asString()
                    .startsWith("FAILED: call payscore-permission: WeChat Pay call unverified: POST /" + PERMISSIONS);
        }
    }

    @Test
    void printsNoSecret() {
        try (WechatpaySandbox sandbox = WechatpaySandbox.builder().proxy().start()) {
            story.run(sandbox);

            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .doesNotContain(sandbox.secretKey())
                    .doesNotContain("PRIVATE KEY");
        }
    }

    private List<String> lines() {
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
