package io.github.camelwechatpay.examples.contractsigning;

import org.apache.camel.builder.RouteBuilder;

/** Defines a route for each of four calls. The fifth route is in {@code routes/membercard-token.yaml}. */
final class CallRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:ebike-preopen")
                .routeId("ebike-preopen")
                .routeDescription("e-bike charging: pre-open a contract")
                .setBody(simple("resource:classpath:calls/ebike-preopen.json"))
                .to("wechatpay:v3/ebike/charge/contracts/preopen")
                .process("answered");

        from("direct:papay-app-sign")
                .routeId("papay-app-sign")
                .routeDescription("overseas auto-debit: sign in an app")
                .setBody(simple("resource:classpath:calls/papay-app-sign.json"))
                .to("wechatpay:v3/global/papay/contracts/app-pre-entrust-sign?region=hk")
                .process("answered");

        from("direct:payscore-permission")
                .routeId("payscore-permission")
                .routeDescription("pay score: authorise a user")
                .setBody(simple("resource:classpath:calls/payscore-permission.json"))
                .to("wechatpay:v3/payscore/partner/permissions")
                .process("answered");

        // Chain notation: the same path as PHP and JavaScript clients write it
        from("direct:contract-mini-program")
                .routeId("contract-mini-program")
                .routeDescription("password-free contract: sign in a mini program")
                .setBody(simple("resource:classpath:calls/contract-mini-program.json"))
                .to("wechatpay:v3.passwordExemptContract.contracts.serviceProvider.preEntrustSign.miniProgram")
                .process("answered");
    }
}
