package io.github.camelwechatpay.merchant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.MerchantProfile;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayComponent;
import io.github.camelwechatpay.WechatpayConstants;
import io.github.camelwechatpay.crypto.TestKeys;
import io.github.camelwechatpay.fixture.Shop;
import io.github.camelwechatpay.sandbox.WechatpaySandbox;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A key never signs for another merchant: the sandbox checks each call with the key of the merchant that it names. */
class ManyMerchantsTest {

    private static final int MERCHANTS = 200;
    private static final int KEYS = 20;
    private static final int THREADS = 4;
    private static final int CALLS = 1_000;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static WechatpaySandbox sandbox;
    private static List<Shop> shops;

    private final List<CamelContext> contexts = new ArrayList<>();

    @BeforeAll
    static void openShops() {
        sandbox = WechatpaySandbox.start();
        List<KeyPair> keys = IntStream.range(0, KEYS).mapToObj(i -> newKeys()).toList();
        shops = IntStream.range(0, MERCHANTS)
                .mapToObj(i -> Shop.open(sandbox, Integer.toString(1900001000 + i), keys.get(i % KEYS)))
                .toList();
    }

    @AfterAll
    static void stopSandbox() {
        sandbox.close();
    }

    @AfterEach
    void stopContexts() {
        contexts.forEach(CamelContext::stop);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProducerTemplate start(Map<String, MerchantProfile> profiles) throws Exception {
        CamelContext context = new DefaultCamelContext();
        contexts.add(context);
        WechatpayComponent component = new WechatpayComponent();
        component.getConfiguration().setBaseUri(sandbox.baseUri());
        context.addComponent("wechatpay", component);
        profiles.forEach(context.getRegistry()::bind);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").to("wechatpay:v3/pay/transactions/native");
            }
        });
        context.start();
        return context.createProducerTemplate();
    }

    /** The number in the body is what the caller means; the sandbox refuses it under another merchant's signature. */
    private static Exchange call(ProducerTemplate template, String profile, String mchid) {
        return template.request("direct:call", e -> {
            e.getMessage().setHeader(WechatpayConstants.MERCHANT, profile);
            e.getMessage()
                    .setBody(Map.of(
                            "mchid",
                            mchid,
                            "appid",
                            "wxd678efh567hg6787",
                            "description",
                            "goods",
                            "out_trade_no",
                            "many-" + NUMBERS.incrementAndGet(),
                            "notify_url",
                            "https://example.com/notify",
                            "amount",
                            Map.of("total", 1)));
        });
    }

    private static void all(List<Callable<Exchange>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Exchange> answer : threads.invokeAll(calls)) {
                assertThat(answer.get().getException()).isNull();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void signsEachCallWithTheKeyOfItsOwnMerchant() throws Exception {
        Map<String, MerchantProfile> profiles = new TreeMap<>();
        shops.forEach(shop -> profiles.put("shop-" + shop.mchid(), shop.profile()));
        ProducerTemplate template = start(profiles);
        Random random = new Random(5);

        all(random.ints(CALLS, 0, MERCHANTS)
                .mapToObj(shops::get)
                .<Callable<Exchange>>map(shop -> () -> call(template, "shop-" + shop.mchid(), shop.mchid()))
                .toList());
    }

    @Test
    void isRefusedWithTheKeyOfAnotherMerchant() throws Exception {
        MerchantProfile mixedUp = shops.get(0).profile();
        mixedUp.setPrivateKey(TestKeys.privatePem(shops.get(1).keys()));
        ProducerTemplate template = start(Map.of("right", shops.get(2).profile()));
        contexts.get(0).getRegistry().bind("mixed-up", mixedUp);

        assertThat(call(template, "mixed-up", shops.get(0).mchid()).getException())
                .isInstanceOfSatisfying(
                        WechatpayCallException.class,
                        e -> assertThat(e.getStatusCode()).isEqualTo(401));
        assertThat(call(template, "right", shops.get(0).mchid()).getException())
                .isInstanceOf(WechatpayCallException.class);
    }

    @Test
    void keepsTheMerchantsOfTwoContextsApart() throws Exception {
        ProducerTemplate one = start(Map.of("shop", shops.get(0).profile()));
        ProducerTemplate two = start(Map.of("shop", shops.get(1).profile()));

        all(IntStream.range(0, 200)
                .<Callable<Exchange>>mapToObj(i -> () -> i % 2 == 0
                        ? call(one, "shop", shops.get(0).mchid())
                        : call(two, "shop", shops.get(1).mchid()))
                .toList());
    }
}
