package io.github.camelwechatpay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

/**
 * The descriptions that tools, the Endpoint DSL and the site show are those of the sources. Camel's generator drops characters
 * such as square brackets and quotation marks from Javadoc.
 */
class OptionDescriptionsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/camelwechatpay");
    private static final Path GENERATED = Path.of("src/generated");
    private static final Path SCHEMA = GENERATED.resolve("resources/META-INF/io/github/camelwechatpay/wechatpay.json");
    private static final Path DSL =
            GENERATED.resolve("java/io/github/camelwechatpay/dsl/factories/WechatpayEndpointBuilderFactory.java");

    private static final Pattern OPTION = Pattern.compile(
            "@(?:UriParam|UriPath|Metadata)(\\((?:[^()\"]|\"[^\"]*\")*\\))?\\s+(?:@\\w+\\([^)]*\\)\\s+)?"
                    + "(?:private|protected) (?:@Nullable )?[\\w<>, ]+ (\\w+)( =|;)");
    private static final Pattern HEADER =
            Pattern.compile("@Metadata(\\((?:[^()\"]|\"[^\"]*\")*\\))\\s+public static final String \\w+ = \"(\\w+)\"");
    private static final Pattern DESCRIPTION =
            Pattern.compile("description\\s*=\\s*(\"[^\"]*\"(?:\\s*\\+\\s*\"[^\"]*\")*)");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"");

    /** What the generator itself adds. */
    private static final String MULTI_VALUE = " This is a multi-value option with prefix: query.";

    private final JsonNode schema = new ObjectMapper().readTree(SCHEMA.toFile());

    OptionDescriptionsTest() throws IOException {}

    @Test
    void describesEveryOptionOfTheComponentAsItsSourceDoes() throws IOException {
        Map<String, String> sources = options("WechatpayComponent", "WechatpayConfiguration", "MerchantOptions");
        // An object that holds all options: users set the options, not the object
        sources.remove("configuration");

        assertThat(generated("componentProperties")).containsAllEntriesOf(sources);
        assertThat(sources).hasSizeGreaterThan(45);
    }

    @Test
    void describesEveryOptionOfTheEndpointAsItsSourceDoes() throws IOException {
        Map<String, String> sources = options("WechatpayEndpoint", "WechatpayConfiguration", "MerchantOptions");
        sources.remove("configuration");

        assertThat(generated("properties")).containsAllEntriesOf(sources);
        assertThat(sources).hasSizeGreaterThan(50);
    }

    @Test
    void describesEveryHeaderAsItsSourceDoes() throws IOException {
        Map<String, String> sources = new TreeMap<>();
        Matcher header = HEADER.matcher(source("WechatpayConstants"));
        while (header.find()) {
            sources.put(header.group(2), annotated(header.group(1)));
        }

        assertThat(generated("headers")).containsExactlyInAnyOrderEntriesOf(sources);
    }

    @Test
    void describesEveryOptionInTheEndpointDsl() throws IOException {
        String dsl = words(Files.readString(DSL).replaceAll("\n\\s+\\* ?", " "));

        assertThat(options("WechatpayEndpoint", "WechatpayConfiguration", "MerchantOptions"))
                .allSatisfy((option, description) -> assertThat(option.equals("operation")
                                || option.equals("configuration")
                                || dsl.contains(description))
                        .as(option)
                        .isTrue());
    }

    @Test
    void showsAnIdempotencyKeyThatWorks() throws Exception {
        Matcher example = Pattern.compile("such as (\\S+)\\. ")
                .matcher(generated("properties").get("idempotencyKey"));
        assertThat(example.find()).isTrue();
        CamelContext context = new DefaultCamelContext();
        context.start();
        try {
            Exchange exchange = new DefaultExchange(context);
            exchange.getIn().setHeader(WechatpayConstants.EVENT_TYPE, "REFUND.SUCCESS");
            exchange.getIn().setBody(Map.of("refund_id", "50000000382019052709732678859"));
            Expression key = context.resolveLanguage("simple").createExpression(example.group(1));
            key.init(context);

            assertThat(key.evaluate(exchange, String.class)).isEqualTo("REFUND.SUCCESS:50000000382019052709732678859");
        } finally {
            context.stop();
        }
    }

    private Map<String, String> generated(String section) {
        Map<String, String> descriptions = new TreeMap<>();
        schema.get(section)
                .properties()
                .forEach(each -> descriptions.put(
                        each.getKey(),
                        each.getValue().get("description").asText().replace(MULTI_VALUE, "")));
        return descriptions;
    }

    /** Option to description: that of the annotation, or else the Javadoc of the setter. */
    private static Map<String, String> options(String... types) throws IOException {
        Map<String, String> descriptions = new TreeMap<>();
        for (String type : types) {
            String source = source(type);
            Matcher option = OPTION.matcher(source);
            while (option.find()) {
                String annotated = option.group(1) == null ? null : annotated(option.group(1));
                String name = option.group(2);
                descriptions.put(name, annotated != null ? annotated : javadoc(source, name));
            }
        }
        return descriptions;
    }

    private static String annotated(String annotation) {
        Matcher description = DESCRIPTION.matcher(annotation);
        return description.find()
                ? LITERAL.matcher(description.group(1))
                        .results()
                        .map(literal -> literal.group(1))
                        .collect(Collectors.joining())
                : null;
    }

    private static String javadoc(String source, String option) {
        String setter = "set" + option.substring(0, 1).toUpperCase() + option.substring(1);
        Matcher javadoc = Pattern.compile(
                        "/\\*\\*((?:(?!\\*/).)*?)\\*/\\s+(?:@Override\\s+)?public void " + setter + "\\(",
                        Pattern.DOTALL)
                .matcher(source);
        return javadoc.find() ? words(javadoc.group(1).replaceAll("\n\\s+\\* ?", " ")) : null;
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    private static String source(String type) throws IOException {
        return Files.readString(SOURCES.resolve(type + ".java"));
    }
}
