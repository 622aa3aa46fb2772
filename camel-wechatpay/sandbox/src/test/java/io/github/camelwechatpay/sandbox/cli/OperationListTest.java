package io.github.camelwechatpay.sandbox.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelwechatpay.catalog.Catalog;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperationListTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Main main = new Main(
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void printsEveryOperationAsJson() throws Exception {
        assertThat(main.run("operations", "--json")).isZero();

        assertThat(lines()).hasSameSizeAs(Catalog.get().operations());
        String line = lines().stream()
                .filter(text -> text.contains("\"POST\"") && text.contains("charge/contracts/preopen\""))
                .findFirst()
                .orElseThrow();
        JsonNode operation = new ObjectMapper().readTree(line);
        assertThat(operation.path("baseUris").path(0).asText()).isEqualTo("https://api.mch.weixin.qq.com/");
        assertThat(operation.path("body").toString())
                .contains("{\"pointer\":\"/openid\",\"type\":\"string\",\"required\":true,\"encrypted\":false}");
        assertThat(operation.path("response").toString())
                .isEqualTo("[{\"pointer\":\"/preopen_id\",\"type\":\"string\",\"encrypted\":false}]");
        assertThat(operation.path("successStatus").asInt()).isEqualTo(200);
        assertThat(operation.path("multipart").asBoolean(true)).isFalse();
    }

    @Test
    void findsOperations() {
        assertThat(main.run("operations", "PREOPEN")).isZero();

        assertThat(lines()).isNotEmpty().allMatch(line -> line.contains("preopen"));
    }

    @Test
    void printsTheUsageOnWrongArguments() {
        assertThat(main.run("operations", "--xml")).isEqualTo(2);
        assertThat(main.run("operations", "a", "b")).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("operations [--json | SEARCH]");
    }
}
