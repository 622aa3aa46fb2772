package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelwechatpay.fixture.NotifyTestSupport;
import java.io.IOException;
import java.io.StringWriter;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bad configuration fails when the context starts, names the option and the remedy, and shows no secret. */
class BadConfigurationTest extends NotifyTestSupport {

    private static final String PREOPEN = "wechatpay:v3/ebike/charge/contracts/preopen";
    private static final String PASSWORD = "correct-horse-battery";
    private static final Pattern LINE = Pattern.compile("[A-Za-z0-9+/=]{64}");

    static Stream<Arguments> calls() {
        return Stream.of(
                row("no private key", c -> c.setPrivateKey(null), PREOPEN, "privateKey", "private-key=file:"),
                row("no merchant number", c -> c.setMchid(null), PREOPEN, "mchid", "set option mchid"),
                row("merchant number of letters", c -> c.setMchid("no number"), PREOPEN, "mchid", "digits"),
                row(
                        "no serial number",
                        c -> c.setMerchantSerialNumber(null),
                        PREOPEN,
                        "merchantSerialNumber",
                        "merchantCertificate"),
                row(
                        "serial number no hex",
                        c -> c.setMerchantSerialNumber("xyz"),
                        PREOPEN,
                        "merchantSerialNumber",
                        "hex"),
                row(
                        "private key is a certificate",
                        c -> c.setPrivateKey(sandbox.merchantCertificatePem()),
                        PREOPEN,
                        "privateKey",
                        "apiclient_key.pem"),
                row(
                        "private key is a public key",
                        c -> c.setPrivateKey(sandbox.publicKeyPem()),
                        PREOPEN,
                        "privateKey",
                        "apiclient_key.pem"),
                row(
                        "private key without its lines",
                        c -> c.setPrivateKey(sandbox.privateKeyPem().replaceAll("-----.*-----", "")),
                        PREOPEN,
                        "privateKey",
                        "-----BEGIN"),
                row(
                        "private key cut off",
                        c -> c.setPrivateKey(
                                sandbox.privateKeyPem().substring(0, 500) + "\n-----END PRIVATE KEY-----\n"),
                        PREOPEN,
                        "privateKey",
                        "broken"),
                row(
                        "public key cut off",
                        c -> c.setPublicKey(cut(sandbox.publicKeyPem())),
                        PREOPEN,
                        "publicKey",
                        "broken"),
                row(
                        "platform certificate cut off",
                        c -> c.setPlatformCertificates(cut(sandbox.platformCertificatePem())),
                        PREOPEN,
                        "platformCertificates",
                        "broken"),
                row(
                        "private key of a missing file",
                        c -> c.setPrivateKey("file:/no/such/apiclient_key.pem"),
                        PREOPEN,
                        "privateKey",
                        "/no/such/apiclient_key.pem"),
                row(
                        "private key of another type",
                        c -> c.setPrivateKey(42),
                        PREOPEN,
                        "privateKey",
                        "java.security.PrivateKey"),
                row("private key of 1024 bits", c -> c.setPrivateKey(weakKey()), PREOPEN, "privateKey", "1024", "2048"),
                row("encrypted key, no password", c -> c.setPrivateKey(encryptedKey()), PREOPEN, "privateKeyPassword"),
                row(
                        "encrypted key, wrong password",
                        c -> {
                            c.setPrivateKey(encryptedKey());
                            c.setPrivateKeyPassword("wrong-" + PASSWORD);
                        },
                        PREOPEN,
                        "privateKeyPassword"),
                row(
                        "secretKey of 31 bytes",
                        c -> c.setSecretKey(sandbox.secretKey().substring(1)),
                        PREOPEN,
                        "secretKey",
                        "31",
                        "32"),
                row(
                        "secretKey of 33 bytes",
                        c -> c.setSecretKey(sandbox.secretKey() + 'x'),
                        PREOPEN,
                        "secretKey",
                        "33",
                        "32"),
                row("publicKey without publicKeyId", c -> c.setPublicKeyId(null), PREOPEN, "publicKeyId"),
                row("publicKeyId without publicKey", c -> c.setPublicKey(null), PREOPEN, "set publicKey"),
                row(
                        "publicKeyId is a serial number",
                        c -> c.setPublicKeyId("5157F09EFDC096DE"),
                        PREOPEN,
                        "publicKeyId",
                        "PUB_KEY_ID_"),
                row(
                        "publicKey is a certificate",
                        c -> c.setPublicKey(sandbox.platformCertificatePem()),
                        PREOPEN,
                        "publicKey",
                        "pub_key.pem"),
                row(
                        "nothing verifies",
                        c -> {
                            c.setPublicKey(null);
                            c.setPublicKeyId(null);
                            c.setPlatformCertificates("none");
                        },
                        PREOPEN,
                        "publicKey",
                        "platformCertificates"),
                row(
                        "download without secretKey",
                        c -> {
                            c.setPlatformCertificates("auto");
                            c.setSecretKey(null);
                        },
                        PREOPEN,
                        "secretKey",
                        "publicKey"),
                row(
                        "merchant's own certificate is trusted",
                        c -> c.setPlatformCertificates(sandbox.merchantCertificatePem()),
                        PREOPEN,
                        "platformCertificates",
                        "apiclient_cert.pem"),
                row(
                        "platform certificate is a key",
                        c -> c.setPlatformCertificates(sandbox.publicKeyPem()),
                        PREOPEN,
                        "platformCertificates",
                        "X.509"),
                row(
                        "certificate of another key",
                        c -> {
                            c.setMerchantSerialNumber(null);
                            c.setMerchantCertificate(sandbox.platformCertificatePem());
                        },
                        PREOPEN,
                        "merchantCertificate",
                        "privateKey"),
                row(
                        "certificate of another serial number",
                        c -> {
                            c.setMerchantSerialNumber("1234");
                            c.setMerchantCertificate(sandbox.merchantCertificatePem());
                        },
                        PREOPEN,
                        "merchantSerialNumber",
                        "1234",
                        "drop one"),
                row("unknown crypto provider", c -> c.setCryptoProvider("NoSuch"), PREOPEN, "cryptoProvider", "NoSuch"),
                uri("unknown region", "?region=moon", "region", "moon", "cn", "hk"),
                row(
                        "operation not in the region",
                        c -> c.setBaseUri(null),
                        PREOPEN + "?region=hk",
                        "region",
                        "hk",
                        "baseUri"),
                uri("base URI without a scheme", "?baseUri=localhost", "baseUri"),
                uri("gateway path without a slash", "?gatewayPath=proxy", "gatewayPath", "slash"),
                uri("malformed duration", "?connectTimeout=abc", "connectTimeout"),
                uri("negative duration", "?responseTimeout=-1", "responseTimeout", "-1"),
                uri("zero duration", "?callTimeout=0", "callTimeout", "10s"),
                uri("no calls in flight", "?maxInFlight=0", "maxInFlight", "at least 1"),
                uri("not a number", "?maxConnections=many", "maxConnections"),
                uri("unknown encryption", "?encryption=on", "encryption", "auto", "off"),
                uri("proxy without port", "?proxyHost=proxy.example", "proxyPort"),
                uri("typo in an option", "?responseTyp=text", "responseTyp"),
                uri(
                        "unknown class of the answer",
                        "?responseType=com.example.Missing",
                        "responseType",
                        "com.example.Missing",
                        "map"),
                uri("method that does not exist", "?method=FETCH", "method"),
                uri("query parameter with a space", "?query.a=1 2", "query.a", "RAW"),
                row(
                        "several documented methods and no method",
                        c -> {},
                        "wechatpay:v3/merchant-service/complaint-notifications",
                        "option method",
                        "DELETE, GET, POST, PUT"),
                row(
                        "unknown operation without a method",
                        c -> {},
                        "wechatpay:v3/no/such/thing",
                        "method",
                        "v3/no/such/thing"),
                row(
                        "unknown operation without a region",
                        c -> c.setBaseUri(null),
                        "wechatpay:v3/no/such/thing?method=POST",
                        "region",
                        "baseUri"),
                row(
                        "unknown chain",
                        c -> {},
                        "wechatpay:v3.ebike.charge.contracts.preopn",
                        "v3/ebike/charge/contracts/preopen"),
                row("neither operation nor consumer", c -> {}, "wechatpay:pay/transactions", "v3/", "notify/"),
                row(
                        "a literal percent sign",
                        c -> {},
                        "wechatpay:v3/x/a%25b?method=GET&region=cn",
                        "%",
                        "{name:encoded}"),
                row("a consumer in to()", c -> {}, CONSUMER, "from()", "to()"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void failsAtStartOfARouteThatCalls(
            String name, Consumer<WechatpayConfiguration> change, String uri, List<String> expected) {
        change.accept(component.getConfiguration());

        Throwable failure = catchThrowable(() -> startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(uri);
            }
        }));

        says(failure, expected);
    }

    static Stream<Arguments> consumers() {
        return Stream.of(
                row("no secretKey", c -> c.setSecretKey(null), CONSUMER, "secretKey", "decrypts notifications"),
                row(
                        "secretKey of 31 bytes",
                        c -> c.setSecretKey(sandbox.secretKey().substring(1)),
                        CONSUMER,
                        "secretKey",
                        "31",
                        "32"),
                row(
                        "nothing verifies",
                        c -> {
                            c.setPublicKey(null);
                            c.setPublicKeyId(null);
                            c.setPlatformCertificates("none");
                        },
                        CONSUMER,
                        "publicKey",
                        "platformCertificates"),
                row(
                        "download without a private key",
                        c -> {
                            c.setPrivateKey(null);
                            c.setPlatformCertificates("auto");
                        },
                        CONSUMER,
                        "privateKey",
                        "publicKey"),
                row("negative reply time-out", c -> {}, CONSUMER + "?replyTimeout=-1", "replyTimeout", "-1"),
                row("malformed reply time-out", c -> {}, CONSUMER + "?replyTimeout=soon", "replyTimeout"),
                row("no body", c -> {}, CONSUMER + "?maxBodySize=0", "maxBodySize", "at least 1"),
                row("unknown unmatched", c -> {}, CONSUMER + "?unmatched=drop", "unmatched", "fail", "ack"),
                row("no event type", c -> {}, CONSUMER + "?eventTypes=, ", "eventTypes", "TRANSACTION.SUCCESS"),
                row(
                        "unknown class of the body",
                        c -> {},
                        CONSUMER + "?bodyType=com.example.Missing",
                        "bodyType",
                        "com.example.Missing"),
                row("typo in an option", c -> {}, CONSUMER + "?eventType=PAPAY.SIGN", "eventType"),
                row(
                        "no such HTTP server",
                        c -> {},
                        CONSUMER + "?httpServerComponent=jetty",
                        "httpServerComponent",
                        "jetty",
                        "camel-platform-http-main"),
                row(
                        "server that does not receive HTTP",
                        c -> {},
                        CONSUMER + "?httpServerComponent=direct",
                        "httpServerComponent",
                        "direct",
                        "platform-http"),
                row("an operation in from()", c -> {}, PREOPEN, "to()", "notify/"),
                row("a name of other characters", c -> {}, "wechatpay:notify/a{b}", "notify/", "letters"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("consumers")
    void failsAtStartOfARouteThatReceives(
            String name, Consumer<WechatpayConfiguration> change, String uri, List<String> expected) {
        change.accept(component.getConfiguration());

        says(catchThrowable(() -> startConsuming(uri)), expected);
    }

    @Test
    void failsAtStartWhenTheServerIsNotEnabled() {
        Throwable failure = catchThrowable(() -> startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from(CONSUMER).to("mock:notified");
            }
        }));

        says(failure, List.of("camel.server.enabled=true", "camel-platform-http-main"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("properties")
    void failsAtStartOfCamelMain(String property, String value, String expected) {
        Main main = main();
        main.addInitialProperty("camel.component.wechatpay." + property, value);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(PREOPEN);
                from(CONSUMER).to("mock:notified");
            }
        });

        Throwable failure = catchThrowable(main::start);
        main.stop();

        says(failure, List.of(expected));
    }

    static Stream<Arguments> properties() {
        return Stream.of(
                Arguments.of("region", "moon", "region"),
                Arguments.of("connectTimeout", "abc", "connectTimeout"),
                Arguments.of("response-timeout", "abc", "responseTimeout"),
                Arguments.of("replyTimeout", "0", "replyTimeout"),
                Arguments.of("maxInFlight", "-5", "maxInFlight"),
                Arguments.of("secretKey", "0123456789012345678901234567890", "secretKey"),
                Arguments.of("private-key", "hello", "privateKey"),
                Arguments.of("response-typ", "text", "responseTyp"),
                // the last: with nothing else wrong, the server is
                Arguments.of("max-body-size", "1000", "camel.server.enabled"));
    }

    private static Main main() {
        Main main = new Main();
        main.addInitialProperty("camel.component.wechatpay.mchid", sandbox.mchid());
        main.addInitialProperty("camel.component.wechatpay.merchantSerialNumber", sandbox.merchantSerialNumber());
        main.addInitialProperty("camel.component.wechatpay.privateKey", sandbox.privateKeyPem());
        main.addInitialProperty("camel.component.wechatpay.secretKey", sandbox.secretKey());
        main.addInitialProperty("camel.component.wechatpay.publicKeyId", sandbox.publicKeyId());
        main.addInitialProperty("camel.component.wechatpay.publicKey", sandbox.publicKeyPem());
        main.addInitialProperty("camel.component.wechatpay.baseUri", sandbox.baseUri());
        return main;
    }

    private void says(Throwable failure, List<String> expected) {
        assertThat(failure).as("the context must not start").isNotNull();
        String messages = messages(failure);
        assertThat(messages).contains(expected);
        List<String> secrets =
                new ArrayList<>(List.of(PASSWORD, sandbox.secretKey().substring(1), "0123456789012345"));
        Matcher lines = LINE.matcher(sandbox.privateKeyPem());
        while (lines.find()) {
            secrets.add(lines.group());
        }
        assertThat(secrets).hasSizeGreaterThan(20);
        assertThat(messages).doesNotContain(secrets);
    }

    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable each = failure; each != null; each = each.getCause()) {
            messages.append(each).append('\n');
        }
        return messages.toString();
    }

    private static Arguments uri(String name, String options, String... expected) {
        return row(name, c -> {}, PREOPEN + options, expected);
    }

    private static Arguments row(String name, Consumer<WechatpayConfiguration> change, String uri, String... expected) {
        return Arguments.of(name, change, uri, Arrays.asList(expected));
    }

    private static String cut(String pem) {
        int end = pem.indexOf("-----END");
        return pem.substring(0, end - 67) + '\n' + pem.substring(end);
    }

    private static String encryptedKey() {
        try {
            StringWriter text = new StringWriter();
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(new JcaPKCS8Generator(
                        sandbox.privateKey(),
                        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                                .setProvider(new BouncyCastleProvider())
                                .setPassword(PASSWORD.toCharArray())
                                .build()));
            }
            return text.toString();
        } catch (IOException | org.bouncycastle.operator.OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private static String weakKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(1024);
            StringWriter text = new StringWriter();
            try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
                pem.writeObject(
                        new JcaPKCS8Generator(generator.generateKeyPair().getPrivate(), null));
            }
            return text.toString();
        } catch (IOException | java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
