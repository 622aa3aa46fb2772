package io.github.camelwechatpay.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.WechatpayCallException;
import io.github.camelwechatpay.WechatpayCallException.Outcome;
import io.github.camelwechatpay.fixture.RawGatewayAnswer;
import io.github.camelwechatpay.fixture.RawGatewayKeys;
import io.github.camelwechatpay.fixture.RawGatewayTestSupport;
import io.github.camelwechatpay.json.WireJson;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes that become of a message body. */
class ProducerBodyTest extends RawGatewayTestSupport {

    private static final String ECHO = "wechatpay:v3/security/echo";
    private static final String TEXT =
            "{ \"activate_type\" : \"AUTO_ACTIVATE\",\r\n\t\"outer_str\":\"门店A\", \"n\":1.50}\n";
    private static final String OAEP = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
    private static final byte[] BYTES = TEXT.getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    record Token(
            @JsonProperty("activate_type") String activateType,
            @JsonProperty("outer_str") String outerStr) {}

    /** With getters, as beans of older applications are. */
    public static final class TokenBean {
        private final String type;

        TokenBean(String type) {
            this.type = type;
        }

        @JsonProperty("activate_type")
        public String getActivateType() {
            return type;
        }

        @JsonProperty("outer_str")
        public String getOuterStr() {
            return null;
        }
    }

    static Stream<Arguments> values() {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("activate_type", "A").putNull("outer_str");
        tree.putArray("list").add(1).addObject().putNull("x");
        Map<String, Object> nulls = new LinkedHashMap<>();
        nulls.put("activate_type", "A");
        nulls.put("outer_str", null);
        nulls.put("inner", Collections.singletonMap("x", null));
        return Stream.of(
                arguments("Map", Map.of("activate_type", "门店A"), "{\"activate_type\":\"门店A\"}"),
                arguments("Map with null members", nulls, "{\"activate_type\":\"A\",\"inner\":{}}"),
                arguments("empty Map", Map.of(), "{}"),
                arguments(
                        "numbers, times and nested values",
                        Map.of(
                                "a",
                                Arrays.asList(
                                        1,
                                        2L,
                                        new BigDecimal("1.10"),
                                        true,
                                        Map.of("b", OffsetDateTime.parse("2018-06-08T10:34:56+08:00")))),
                        "{\"a\":[1,2,1.10,true,{\"b\":\"2018-06-08T10:34:56+08:00\"}]}"),
                arguments("List", List.of(Map.of("a", 1), "b"), "[{\"a\":1},\"b\"]"),
                arguments("tree", tree, "{\"activate_type\":\"A\",\"list\":[1,{}]}"),
                arguments("record", new Token("A", "门店A"), "{\"activate_type\":\"A\",\"outer_str\":\"门店A\"}"),
                arguments("record with null", new Token("A", null), "{\"activate_type\":\"A\"}"),
                arguments("bean with null", new TokenBean("A"), "{\"activate_type\":\"A\"}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void writesAValueAsJson(String name, Object body, String json) throws Exception {
        startCalling("wechatpay:v3/unknown?method=POST");

        succeed(e -> e.getMessage().setBody(body));

        assertThat(gateway.lastRequest().text()).isEqualTo(json);
        assertThat(gateway.lastRequest().header("Content-Type")).isEqualTo("application/json");
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                arguments("String", TEXT),
                arguments("byte[]", BYTES),
                arguments("InputStream", new ByteArrayInputStream(BYTES)),
                arguments("StreamCache", new InputStreamCache(BYTES)),
                arguments("Reader", new StringReader(TEXT)),
                arguments("ByteBuffer", ByteBuffer.wrap(BYTES)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("contents")
    void sendsTextAndBytesAsTheyAre(String name, Object body) throws Exception {
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(body));

        assertThat(gateway.lastRequest().body()).isEqualTo(BYTES);
    }

    @Test
    void sendsAFileAsItIs() throws Exception {
        File file = Files.write(directory.resolve("body.json"), BYTES).toFile();
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(file));

        assertThat(gateway.lastRequest().body()).isEqualTo(BYTES);
    }

    @Test
    void sendsNoBodyForNull() throws Exception {
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(null));

        assertThat(gateway.lastRequest().body()).isEmpty();
        assertThat(gateway.lastRequest().header("Content-Type")).isNull();
    }

    @Test
    void sendsNoBodyWhereNoneIsDocumented() throws Exception {
        startCalling("wechatpay:v3/certificates?sendBody=always");

        succeed(e -> e.getMessage().setBody(Map.of("left", "over")));

        assertThat(gateway.lastRequest().method()).isEqualTo("GET");
        assertThat(gateway.lastRequest().body()).isEmpty();
    }

    static Stream<Arguments> unsendable() {
        return Stream.of(
                arguments("number", 42),
                arguments("boolean", true),
                arguments("bean that cannot be written", new Object() {
                    @SuppressWarnings("unused")
                    public String getBroken() {
                        throw new IllegalStateException("broken");
                    }
                }),
                arguments("missing file", new File("no-such-file.json")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsendable")
    void refusesABodyThatIsNoJson(String name, Object body) throws Exception {
        startCalling(PERMISSIONS);

        WechatpayCallException failure = fail(body);

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure).hasMessageContaining("body");
        assertThat(gateway.connections()).isZero();
    }

    static Stream<Arguments> sensitive() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("echo_message", "hello");
        map.put("encrypted_echo_message", "门店A");
        return Stream.of(
                arguments("Map", map),
                arguments("unmodifiable Map", Map.copyOf(map)),
                arguments("tree", WireJson.tree(map)),
                arguments("record", new Echo("hello", "门店A")));
    }

    record Echo(
            @JsonProperty("echo_message") String message,
            @JsonProperty("encrypted_echo_message") String encrypted) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("sensitive")
    void encryptsAMarkedFieldInACopy(String name, Object body) throws Exception {
        Object before = body instanceof JsonNode node ? node.deepCopy() : body.toString();
        startCalling(ECHO);

        gateway.then(RawGatewayAnswer.unsigned(500, "text/plain", ""));
        assertThat(fail(body).getStatusCode()).isEqualTo(500);

        assertThat(body instanceof JsonNode ? body : body.toString()).isEqualTo(before);
        JsonNode sent = WireJson.parse(gateway.lastRequest().body());
        assertThat(sent.path("echo_message").asText()).isEqualTo("hello");
        assertThat(decrypt(sent.path("encrypted_echo_message").asText())).isEqualTo("门店A");
    }

    @Test
    void encryptsAgainForEveryCall() throws Exception {
        startCalling(ECHO);
        Map<String, Object> body = Map.of("echo_message", "a", "encrypted_echo_message", "b");

        succeed(e -> e.getMessage().setBody(body));
        succeed(e -> e.getMessage().setBody(body));

        assertThat(gateway.requests().get(0).text())
                .isNotEqualTo(gateway.requests().get(1).text());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clearTexts")
    void refusesPlainTextInAMarkedFieldOfATextBody(String name, Object body) throws Exception {
        startCalling(ECHO);

        Exchange exchange = call(body);

        assertThat(exchange.getException(WechatpayCallException.class))
                .hasMessageContaining("/encrypted_echo_message")
                .hasMessageContaining("encryption")
                .hasMessageNotContaining("13800138000")
                .satisfies(e -> assertThat(e.getOutcome()).isEqualTo(Outcome.NOT_SENT));
        assertThat(gateway.connections()).isZero();
    }

    static Stream<Arguments> clearTexts() {
        String json = "{\"echo_message\":\"a\",\"encrypted_echo_message\":\"13800138000\"}";
        return Stream.of(
                arguments("String", json),
                arguments("byte[]", json.getBytes(StandardCharsets.UTF_8)),
                arguments("InputStream", new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void namesAFieldThatIsTooLongToEncrypt() throws Exception {
        startCalling(ECHO);

        WechatpayCallException failure = fail(Map.of("echo_message", "a", "encrypted_echo_message", "x".repeat(215)));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure).hasMessageContaining("/encrypted_echo_message").hasMessageContaining("214");
    }

    static Stream<Arguments> empties() {
        Map<String, Object> none = new LinkedHashMap<>();
        none.put("echo_message", "a");
        none.put("encrypted_echo_message", null);
        String json = "{\"echo_message\":\"a\",\"encrypted_echo_message\":\"\"}";
        return Stream.of(
                arguments("Map", new LinkedHashMap<>(Map.of("echo_message", "", "encrypted_echo_message", "")), "\"\""),
                arguments("Map with null", none, null),
                arguments("tree", WireJson.tree(Map.of("encrypted_echo_message", "")), "\"\""),
                arguments("record", new Echo("a", ""), "\"\""),
                arguments("String", json, "\"\""),
                arguments("byte[]", json.getBytes(StandardCharsets.UTF_8), "\"\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empties")
    void leavesAMarkedFieldEmptyInBothDirections(String name, Object body, String sent) throws Exception {
        startCalling(ECHO);
        gateway.otherwise(RawGatewayAnswer.signed(
                200, "{\"echo_message\":\"a\",\"encrypted_echo_message\":" + (sent == null ? "null" : sent) + "}"));

        Exchange exchange = succeed(e -> e.getMessage().setBody(body));

        JsonNode marked = WireJson.parse(gateway.lastRequest().body()).get("encrypted_echo_message");
        assertThat(marked == null ? null : marked.toString()).isEqualTo(sent);
        assertThat(exchange.getMessage().getBody(Map.class).get("encrypted_echo_message"))
                .isEqualTo(sent == null ? null : "");
    }

    /** Forms that other tools give Base64 in, of a ciphertext under the key in use. */
    static Stream<Arguments> ciphertexts() throws Exception {
        byte[] sealed = encrypt("13800138000");
        return Stream.of(
                arguments("Base64", Base64.getEncoder().encodeToString(sealed)),
                arguments(
                        "Base64 without padding",
                        Base64.getEncoder().withoutPadding().encodeToString(sealed)),
                arguments("Base64 in lines", Base64.getMimeEncoder().encodeToString(sealed)),
                arguments("Base64 with a line feed", Base64.getEncoder().encodeToString(sealed) + '\n'),
                arguments("Base64 for URLs", Base64.getUrlEncoder().encodeToString(sealed)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ciphertexts")
    void saysThatAMarkedFieldIsEncryptedAlready(String name, String value) throws Exception {
        startCalling(ECHO);

        WechatpayCallException failure = fail(Map.of("echo_message", "a", "encrypted_echo_message", value));

        assertThat(failure.getOutcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure)
                .hasMessageContaining("Field /encrypted_echo_message of the body looks encrypted already: it is the"
                        + " Base64 text of a ciphertext. Send it in clear text and the component encrypts it, or send"
                        + " with encryption=off")
                .hasMessageNotContaining(value.substring(0, 20));
        assertThat(gateway.connections()).isZero();
    }

    @Test
    void leavesEverythingInClearWhenEncryptionIsOff() throws Exception {
        startCalling(ECHO + "?encryption=off");
        gateway.otherwise(RawGatewayAnswer.signed(200, "{\"encrypted_echo_message\":\"as it is\"}"));

        Exchange exchange =
                succeed(e -> e.getMessage().setBody("{\"echo_message\":\"a\",\"encrypted_echo_message\":\"clear\"}"));

        assertThat(gateway.lastRequest().text())
                .isEqualTo("{\"echo_message\":\"a\",\"encrypted_echo_message\":\"clear\"}");
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"encrypted_echo_message\":\"as it is\"}");

        succeed(e -> e.getMessage().setBody(Map.of("encrypted_echo_message", "clear")));
        assertThat(gateway.lastRequest().text()).isEqualTo("{\"encrypted_echo_message\":\"clear\"}");
    }

    @Test
    void leavesNullMembersOutWhateverTheMapperOfTheApplicationDoes() throws Exception {
        context.getRegistry().bind("mapper", new ObjectMapper());
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(new Token("A", null)));

        assertThat(gateway.lastRequest().text()).isEqualTo("{\"activate_type\":\"A\"}");
    }

    @Test
    void writesBeansWithTheMapperOfTheApplication() throws Exception {
        context.getRegistry()
                .bind("mapper", new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
        startCalling(PERMISSIONS);

        succeed(e -> e.getMessage().setBody(new Permission("500001")));

        assertThat(gateway.lastRequest().text()).isEqualTo("{\"service_id\":\"500001\"}");
    }

    record Permission(String serviceId) {}

    private static byte[] encrypt(String text) throws Exception {
        Cipher cipher = Cipher.getInstance(OAEP);
        cipher.init(Cipher.ENCRYPT_MODE, RawGatewayKeys.WECHAT.getPublic());
        return cipher.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decrypt(String base64) throws Exception {
        PrivateKey key = RawGatewayKeys.WECHAT.getPrivate();
        Cipher cipher = Cipher.getInstance(OAEP);
        cipher.init(Cipher.DECRYPT_MODE, key);
        return new String(cipher.doFinal(Base64.getDecoder().decode(base64)), StandardCharsets.UTF_8);
    }
}
