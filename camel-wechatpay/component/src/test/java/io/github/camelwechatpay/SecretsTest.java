package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.fixture.NotifyLog;
import io.github.camelwechatpay.fixture.NotifyTestSupport;
import io.github.camelwechatpay.sandbox.Fault;
import io.github.camelwechatpay.sandbox.NotificationFault;
import io.github.camelwechatpay.sandbox.SandboxNotification;
import io.github.camelwechatpay.sandbox.SignedNotification;
import io.github.camelwechatpay.transport.ProxyUser;
import io.github.camelwechatpay.transport.TransportOptions;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No secret is in URIs, texts of objects, exceptions, logs, the start-up summary or JMX. */
class SecretsTest extends NotifyTestSupport {

    private static final Pattern LINE_OF_A_KEY = Pattern.compile("(?m)^[A-Za-z0-9+/=]{40,}$");
    private static final String API_KEY = "9b1e4c7fTheApiV2KeyOfTheShop0031";
    private static final String PASSWORD = "correct-horse-battery";
    private static final String PROXY_PASSWORD = "opens-the-proxy";
    private static final String FIELD = "field-that-is-encrypted";
    private static final String RESOURCE = "resource-that-is-encrypted";
    private static final String ECHO = "wechatpay:v3/security/echo";
    private static final Map<String, Object> CONSOLE =
            Map.of("dump", "true", "properties", "true", "internal", "true", "nulls", "true", "filter", "*");
    private static final Map<String, Object> BODY = Map.of("echo_message", "hello", "encrypted_echo_message", FIELD);

    @Override
    protected WechatpayConfiguration configuration() {
        WechatpayConfiguration configuration = super.configuration();
        configuration.setPrivateKeyPassword(PASSWORD);
        configuration.setUseSystemProperties(true);
        configuration.setProxyUsername("payments");
        configuration.setProxyPassword(PROXY_PASSWORD);
        return configuration;
    }

    @Test
    void noneIsInUrisAndTextsOfObjects() throws Exception {
        startBoth();
        List<String> texts = new ArrayList<>();
        context.getEndpointRegistry().forEach((key, endpoint) -> texts.add(key.toString() + endpoint));
        for (Endpoint endpoint : context.getEndpoints()) {
            texts.add(endpoint.getEndpointUri());
            texts.add(endpoint.getEndpointBaseUri());
            texts.add(endpoint.getEndpointKey());
            texts.add(endpoint.toString());
        }
        context.getRoutes()
                .forEach(route -> texts.add(route + " " + route.getConsumer() + " " + route.getProperties()));
        texts.add(component.toString());
        texts.add(component.getConfiguration().toString());

        assertThat(texts).hasSizeGreaterThan(10);
        noSecretIn(texts);
    }

    @Test
    void oneThatIsInAUriIsMaskedInTexts() throws Exception {
        startWith(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call")
                        .to(ECHO + "?secretKey=RAW(" + sandbox.secretKey() + ")&privateKeyPassword=" + PASSWORD
                                + "&apiKey=" + API_KEY + "&proxyUsername=payments&proxyPassword=" + PROXY_PASSWORD);
            }
        });

        List<String> texts =
                context.getEndpoints().stream().map(Object::toString).toList();

        assertThat(texts).anyMatch(text -> text.contains("secretKey="));
        noSecretIn(texts);
    }

    @Test
    void thePasswordOfAProxyIsNotInTheTextOfTheOptionsOfAClient() {
        ProxyUser user = new ProxyUser("payments", PROXY_PASSWORD);

        noSecretIn(List.of(
                user.toString(),
                new TransportOptions(Duration.ZERO, Duration.ZERO, 1, null, "proxy", 3128, user, false).toString()));
    }

    @ParameterizedTest
    @EnumSource(value = Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "SLOW")
    void noneIsInTheExceptionOfAFailedCall(Fault fault) throws Exception {
        startCalling(ECHO);
        sandbox.fault(fault, 1);

        Exchange answer = template.request("direct:call", e -> e.getMessage().setBody(BODY));

        assertThat(answer.getException()).isInstanceOf(WechatpayCallException.class);
        noSecretIn(List.of(stackTrace(answer.getException())));
    }

    @Test
    void noneIsInTheExceptionOfACallThatIsNotSent() throws Exception {
        startCalling(ECHO);

        Exchange answer = template.request(
                "direct:call",
                e -> e.getMessage()
                        .setBody("{\"echo_message\":\"hello\",\"encrypted_echo_message\":\"" + FIELD + "\"}"));

        assertThat(answer.getException()).hasMessageContaining("encrypted_echo_message");
        noSecretIn(List.of(stackTrace(answer.getException())));
    }

    @Test
    void noneIsInTheLogAtTrace() throws Exception {
        List<SignedNotification> sent = new ArrayList<>();
        List<String> lines;
        try (NotifyLog log = NotifyLog.of(Level.TRACE, "io.github.camelwechatpay", "org.apache.camel")) {
            tell(sent);
            context.stop();
            lines = log.lines();
        }

        assertThat(lines).anyMatch(line -> line.contains("WechatpayProducer") && line.contains("answered 200"));
        assertThat(lines).anyMatch(line -> line.contains("RefusalLog") && line.contains("signature does not match"));
        noSecretIn(lines);
        assertThat(String.join("\n", lines)).doesNotContain("nonce_str=", "WECHATPAY2-SHA256-RSA2048 mchid");
        for (SignedNotification each : sent) {
            assertThat(String.join("\n", lines)).doesNotContain(each.headers().get("Wechatpay-Signature"));
        }
    }

    /** The HTTP client's own logging of headers shows Authorization, and what is sent in clear; keys never. */
    @Test
    void noKeyIsInTheLogOfTheHttpClient() throws Exception {
        List<String> lines;
        try (NotifyLog log = NotifyLog.of(Level.TRACE, "org.apache.hc")) {
            tell(new ArrayList<>());
            lines = log.lines();
        }

        assertThat(lines).anyMatch(line -> line.contains("v3/security/echo"));
        noSecretIn(lines);
    }

    @Test
    void noneIsInTheStartUpSummaryOfCamelMain(@TempDir Path directory) throws Exception {
        List<String> lines = startUpLog(
                directory, Level.INFO, sandbox.privateKeyPem(), PASSWORD, sandbox.secretKey(), API_KEY, PROXY_PASSWORD);

        assertThat(lines).anyMatch(line -> line.contains("camel.component.wechatpay.secretKey = xxxxxx"));
        assertThat(lines).anyMatch(line -> line.contains("camel.component.wechatpay.proxyPassword = xxxxxx"));
        assertThat(lines).anyMatch(line -> line.contains("camel.component.wechatpay.mchid = " + sandbox.mchid()));
        noSecretIn(lines);
    }

    /** Camel's own debugging prints what properties hold, so they should only point to secrets. */
    @Test
    void noneIsInTheStartUpLogAtTraceWherePropertiesPointToThem(@TempDir Path directory) throws Exception {
        Path key = Files.writeString(directory.resolve("key.pem"), sandbox.privateKeyPem());

        List<String> lines = startUpLog(
                directory,
                Level.TRACE,
                "file:" + key,
                "#bean:thePassword",
                "#bean:theSecretKey",
                "#bean:theApiKey",
                "#bean:theProxyPassword");

        assertThat(lines).anyMatch(line -> line.contains("camel.component.wechatpay.secretKey"));
        noSecretIn(lines);
    }

    private List<String> startUpLog(
            Path directory,
            Level level,
            String privateKey,
            String password,
            String secretKey,
            String apiKey,
            String proxyPassword)
            throws Exception {
        Properties properties = new Properties();
        Map.of(
                        "mchid",
                        sandbox.mchid(),
                        "merchantSerialNumber",
                        sandbox.merchantSerialNumber(),
                        "privateKey",
                        privateKey,
                        "privateKeyPassword",
                        password,
                        "secretKey",
                        secretKey,
                        "apiKey",
                        apiKey,
                        "publicKeyId",
                        sandbox.publicKeyId(),
                        "publicKey",
                        sandbox.publicKeyPem())
                .forEach((name, value) -> properties.setProperty("camel.component.wechatpay." + name, value));
        Map.of("useSystemProperties", "true", "proxyUsername", "payments", "proxyPassword", proxyPassword)
                .forEach((name, value) -> properties.setProperty("camel.component.wechatpay." + name, value));
        Path file = directory.resolve("application.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + file);
        main.bind("thePassword", PASSWORD);
        main.bind("theSecretKey", sandbox.secretKey());
        main.bind("theApiKey", API_KEY);
        main.bind("theProxyPassword", PROXY_PASSWORD);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(ECHO);
            }
        });
        try (NotifyLog log = NotifyLog.of(level, "org.apache.camel");
                NotifyLog own = NotifyLog.of(Level.TRACE, "io.github.camelwechatpay")) {
            main.start();
            main.stop();
            List<String> lines = new ArrayList<>(log.lines());
            lines.addAll(own.lines());
            return lines;
        }
    }

    @Test
    void noneIsInJmx() throws Exception {
        context.setUseMDCLogging(false);
        startBoth();
        template.request("direct:call", e -> e.getMessage().setBody(BODY));
        deliver(SandboxNotification.of(SIGNED, Map.of("id", RESOURCE)));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> texts = new ArrayList<>();
        for (ObjectName name :
                server.queryNames(new ObjectName("org.apache.camel:context=" + context.getName() + ",*"), null)) {
            texts.add(name.toString());
            texts.addAll(attributes(server, name));
        }
        ObjectName managed = server.queryNames(
                        new ObjectName("org.apache.camel:context=" + context.getName() + ",type=context,*"), null)
                .iterator()
                .next();
        texts.add(String.valueOf(server.invoke(managed, "dumpRoutesAsXml", null, null)));

        assertThat(texts).hasSizeGreaterThan(100).anyMatch(text -> text.contains("wechatpay"));
        noSecretIn(texts);
    }

    @Test
    void noneIsInDevConsoles() throws Exception {
        startBoth();
        useProfile();
        List<String> texts = new ArrayList<>();
        for (String id : consoles()) {
            DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole(id);
            ServiceHelper.startService(console);
            for (DevConsole.MediaType type : DevConsole.MediaType.values()) {
                if (console.supportMediaType(type)) {
                    texts.add(id + ' ' + console.call(type, CONSOLE));
                }
            }
            ServiceHelper.stopService(console);
        }

        assertThat(texts)
                .anyMatch(text -> text.startsWith("wechatpay"))
                .anyMatch(text -> text.startsWith("bean ") && text.contains("MerchantProfile"));
        noSecretIn(texts);
    }

    /** All of the class path that show something: not the registry, and not those that send and receive messages. */
    private List<String> consoles() throws Exception {
        return PluginHelper.getPackageScanResourceResolver(context)
                .findResources("META-INF/services/org/apache/camel/dev-console/*")
                .stream()
                .map(resource -> resource.getLocation().replaceFirst(".*/", ""))
                .filter(id -> !id.contains(".")
                        && !List.of("default-registry", "receive", "send").contains(id))
                .toList();
    }

    /** Console bean of Camel shows whatever Camel's introspection reads of the beans of the registry. */
    @Test
    void noneIsReadByTheIntrospectionOfBeans() throws Exception {
        startBoth();
        List<Object> beans = new ArrayList<>(
                context.getRegistry().findByTypeWithName(Object.class).values());
        beans.add(component);
        beans.addAll(context.getEndpoints());
        List<String> texts = new ArrayList<>();
        for (Object bean : beans) {
            Map<String, Object> properties = new TreeMap<>();
            PluginHelper.getBeanIntrospection(context).getProperties(bean, properties, null);
            texts.add(bean.getClass().getSimpleName() + " " + properties);
        }

        assertThat(texts)
                .anyMatch(text -> text.startsWith("MerchantProfile") && text.contains("mchid=" + sandbox.mchid()))
                .anyMatch(
                        text -> text.startsWith("WechatpayConfiguration") && text.contains("mchid=" + sandbox.mchid()));
        noSecretIn(texts);
    }

    @Test
    void noneIsInHealth() throws Exception {
        startBoth();
        useProfile();

        List<String> texts = HealthCheckHelper.invoke(context).stream()
                .map(result -> result + " " + result.getMessage().orElse("") + " " + result.getDetails() + " "
                        + result.getError().map(SecretsTest::stackTrace).orElse(""))
                .toList();

        assertThat(texts).anyMatch(text -> text.contains("shop/CN.keys"));
        noSecretIn(texts);
    }

    static List<Arguments> secretsOfBeans() {
        return Stream.of(MerchantProfile.class, WechatpayConfiguration.class)
                .flatMap(type -> Stream.of("privateKey", "privateKeyPassword", "secretKey", "apiKey")
                        .map(name -> Arguments.of(type, name)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("secretsOfBeans")
    void beansHaveNoPublicGetterOfASecret(Class<?> type, String name) throws Exception {
        List<String> readable = Arrays.stream(Introspector.getBeanInfo(type).getPropertyDescriptors())
                .filter(property -> property.getReadMethod() != null)
                .map(PropertyDescriptor::getName)
                .toList();

        assertThat(readable).contains("mchid", "publicKeyId").doesNotContain(name);
    }

    /** Camel's bean component calls methods that are not public, too. */
    @Test
    void profilesHaveNoMethodThatReturnsASecret() {
        List<Method> methods = Stream.of(MerchantProfile.class, MerchantOptions.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .toList();

        assertThat(methods)
                .noneMatch(method -> method.getReturnType() == MerchantOptions.Secrets.class)
                .extracting(Method::getName)
                .contains("getMchid")
                .doesNotContain("getPrivateKey", "getPrivateKeyPassword", "getSecretKey", "getApiKey");
    }

    @Test
    void noneIsInTheTextOfOptions() {
        MerchantProfile profile = new MerchantProfile();
        profile.setSecretKey(PASSWORD);

        assertThat(List.of(profile, MerchantOptions.Secrets.of(profile)))
                .noneMatch(each -> each.toString().contains(PASSWORD));
    }

    @Test
    void allAreSetOnABeanFromProperties() throws Exception {
        Main main = new Main();
        Map.of(
                        "mchid",
                        sandbox.mchid(),
                        "privateKey",
                        "the key",
                        "private-key-password",
                        PASSWORD,
                        "secret-key",
                        "the secret",
                        "apiKey",
                        API_KEY)
                .forEach((name, value) -> main.addInitialProperty("camel.beans.shop." + name, value));
        main.addInitialProperty("camel.beans.shop", "#class:" + MerchantProfile.class.getName());
        try {
            main.start();

            MerchantProfile shop =
                    main.getCamelContext().getRegistry().lookupByNameAndType("shop", MerchantProfile.class);
            assertThat(shop.getMchid()).isEqualTo(sandbox.mchid());
            assertThat(MerchantOptions.Secrets.of(shop))
                    .isEqualTo(new MerchantOptions.Secrets("the key", PASSWORD, "the secret", API_KEY));
        } finally {
            main.stop();
        }
    }

    private void useProfile() {
        template.request(ECHO + "?merchant=shop", e -> e.getMessage().setBody(BODY));
    }

    /** Calls that succeed and fail, notifications that are taken, refused and not handled. */
    private void tell(List<SignedNotification> sent) throws Exception {
        startBoth();
        template.request("direct:call", e -> e.getMessage().setBody(BODY));
        for (Fault fault : List.of(Fault.BAD_SIGNATURE, Fault.HTTP_500, Fault.DROP_AFTER)) {
            sandbox.fault(fault, 1);
            template.request("direct:call", e -> e.getMessage().setBody(BODY));
        }
        post(sent, SandboxNotification.of(SIGNED, Map.of("id", RESOURCE)), 200);
        post(sent, SandboxNotification.of(SIGNED, Map.of("id", RESOURCE)).fault(NotificationFault.TAMPERED_BODY), 401);
        post(sent, SandboxNotification.of(SIGNED, Map.of("id", RESOURCE)).fault(NotificationFault.WRONG_SECRET), 401);
        post(sent, SandboxNotification.of(SIGNED, '"' + RESOURCE).fault(NotificationFault.STALE), 401);
        post(sent, SandboxNotification.of(SIGNED, RESOURCE), 400);
        post(sent, SandboxNotification.of("PAPAY.TERMINATE", Map.of("id", RESOURCE)), 500);
        post(sent, SandboxNotification.of("TRANSACTION.SUCCESS", Map.of("id", RESOURCE)), 500);
    }

    private void post(List<SignedNotification> sent, SandboxNotification order, int status) throws IOException {
        SignedNotification notification = sandbox.signedNotification(order);
        sent.add(notification);
        assertThat(client().post(notification).status()).isEqualTo(status);
    }

    private void startBoth() throws Exception {
        MerchantProfile shop = new MerchantProfile();
        shop.setMchid(sandbox.mchid());
        shop.setMerchantSerialNumber(sandbox.merchantSerialNumber());
        shop.setPrivateKey(sandbox.privateKeyPem());
        shop.setPrivateKeyPassword(PASSWORD);
        shop.setSecretKey(sandbox.secretKey());
        shop.setApiKey(API_KEY);
        shop.setPublicKeyId(sandbox.publicKeyId());
        shop.setPublicKey(sandbox.publicKeyPem());
        context.getRegistry().bind("shop", shop);
        component.getConfiguration().setApiKey(API_KEY);
        context.getRegistry().bind("options", component.getConfiguration());
        startServing(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:call").to(ECHO);
                from(CONSUMER + "?eventTypes=PAPAY.SIGN").process(e -> {});
                from(CONSUMER + "?eventTypes=TRANSACTION.SUCCESS")
                        .throwException(new IllegalStateException("no database"));
            }
        });
    }

    private static List<String> attributes(MBeanServer server, ObjectName name) throws JMException {
        String[] readable = Arrays.stream(server.getMBeanInfo(name).getAttributes())
                .filter(MBeanAttributeInfo::isReadable)
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        return server.getAttributes(name, readable).stream()
                .map(Attribute.class::cast)
                .map(attribute -> name + " " + attribute.getName() + '='
                        + (attribute.getValue() instanceof Object[] several
                                ? Arrays.deepToString(several)
                                : attribute.getValue()))
                .toList();
    }

    private static void noSecretIn(List<String> texts) {
        List<String> secrets =
                new ArrayList<>(List.of(sandbox.secretKey(), PASSWORD, PROXY_PASSWORD, API_KEY, FIELD, RESOURCE));
        Matcher lines = LINE_OF_A_KEY.matcher(sandbox.privateKeyPem());
        while (lines.find()) {
            secrets.add(lines.group());
        }
        assertThat(secrets).hasSizeGreaterThan(20);
        for (String text : texts) {
            assertThat(text).doesNotContain(secrets);
        }
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
