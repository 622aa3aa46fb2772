package io.github.camelwechatpay;

import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** One sandbox per test class, one Camel context per test, with a component that knows the sandbox's merchant. */
abstract class SandboxTestSupport {

    static WechatpaySandbox sandbox;

    CamelContext context;
    WechatpayComponent component;
    ProducerTemplate template;

    @BeforeAll
    static void startSandbox() {
        sandbox = WechatpaySandbox.builder().proxy().start();
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    @BeforeEach
    void createContext() {
        sandbox.reset();
        context = new DefaultCamelContext();
        component = new WechatpayComponent();
        component.setConfiguration(configuration());
        context.addComponent("wechatpay", component);
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stopContext() {
        context.stop();
    }

    /** The sandbox's merchant in public key mode, which needs no download. */
    WechatpayConfiguration configuration() {
        WechatpayConfiguration configuration = new WechatpayConfiguration();
        configuration.setMchid(sandbox.mchid());
        configuration.setMerchantSerialNumber(sandbox.merchantSerialNumber());
        configuration.setPrivateKey(sandbox.privateKeyPem());
        configuration.setSecretKey(sandbox.secretKey());
        configuration.setPublicKeyId(sandbox.publicKeyId());
        configuration.setPublicKey(sandbox.publicKeyPem());
        configuration.setBaseUri(sandbox.baseUri());
        return configuration;
    }

    /** From now on calls go to WeChat Pay's own addresses, by the sandbox's proxy. */
    void throughProxy() throws Exception {
        WechatpayConfiguration configuration = component.getConfiguration();
        configuration.setBaseUri(null);
        configuration.setProxyHost("127.0.0.1");
        configuration.setProxyPort(sandbox.proxyPort());
        configuration.setSslContextParameters(Trust.in(sandbox.caCertificate()));
    }

    /** Starts the context with a route from direct:call to a URI. */
    void startCalling(String uri) throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to(uri);
            }
        });
    }

    void startWith(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }
}
