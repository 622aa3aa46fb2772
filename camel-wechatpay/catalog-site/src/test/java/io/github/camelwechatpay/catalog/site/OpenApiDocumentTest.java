package io.github.camelwechatpay.catalog.site;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Catalog;
import io.github.camelwechatpay.catalog.Notification;
import io.github.camelwechatpay.catalog.Operation;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class OpenApiDocumentTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Catalog CATALOG = Catalog.get();
    private static final ObjectNode DOCUMENT = OpenApiDocument.of(CATALOG, "1.0.0");

    /** An operation where a tool finds it: operationId to method and addresses. */
    private static final Map<String, List<String>> CALLS = calls();

    private static Map<String, List<String>> calls() {
        Map<String, List<String>> calls = new HashMap<>();
        DOCUMENT.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode servers = operation.getValue().path("servers");
                    JsonNode effective = servers.isMissingNode() ? DOCUMENT.get("servers") : servers;
                    List<String> found = new ArrayList<>();
                    effective.forEach(server -> found.add(operation.getKey().toUpperCase()
                            + ' '
                            + server.get("url").asText()
                            + path.getKey()));
                    calls.merge(operation.getValue().get("operationId").asText(), found, (a, b) -> List.of("twice"));
                }));
        return calls;
    }

    @Test
    void isValidToAPublicValidator() {
        SwaggerParseResult result = validated(DOCUMENT);
        OpenAPI read = result.getOpenAPI();

        assertThat(result.getMessages()).isEmpty();
        assertThat(read.getSpecVersion()).hasToString("V31");
        assertThat(read.getPaths().values().stream()
                        .mapToInt(path -> path.readOperations().size())
                        .sum())
                .isEqualTo(CATALOG.operations().size());
        assertThat(read.getWebhooks()).hasSameSizeAs(CATALOG.notifications());
    }

    @Test
    void wouldNotBeValidWithMistakes() {
        ObjectNode broken = DOCUMENT.deepCopy();
        broken.withObject("info").remove("title");
        ObjectNode operation = (ObjectNode) broken.get("paths")
                .get("/v3/ebike/charge/contracts/{contract_id}")
                .get("get");
        operation.withArray("parameters").removeAll();
        operation.set("answers", operation.remove("responses"));

        assertThat(validated(broken).getMessages()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void hasEveryOperationAtEachOfItsAddresses() {
        assertThat(CALLS).hasSameSizeAs(CATALOG.operations());
        assertThat(CATALOG.operations())
                .allSatisfy(operation -> assertThat(CALLS.get(Identifier.of(operation.name())))
                        .containsExactlyElementsOf(operation.baseUris().stream()
                                .map(base -> operation.method() + ' ' + base + operation.path())
                                .toList()));
    }

    @Test
    void hasEveryEvent() {
        assertThat(names(DOCUMENT.get("webhooks")))
                .containsExactlyElementsOf(CATALOG.notifications().stream()
                        .map(Notification::eventType)
                        .toList());
    }

    @Test
    void hasNoTwoPathsThatDifferInNamesOnly() {
        assertThat(names(DOCUMENT.get("paths")).stream().map(path -> path.replaceAll("\\{[^}]+}", "{}")))
                .doesNotHaveDuplicates();
    }

    @Test
    void describesAnOperation() throws IOException {
        assertThat(operation("POST", "v3/ebike/charge/contracts/preopen")).isEqualTo(json("""
                                {
                                  "operationId": "preOpenAChargingContract",
                                  "summary": "Pre-open a charging contract",
                                  "tags": ["ebike"],
                                  "deprecated": true,
                                  "externalDocs": {
                                    "url": "https://pay.weixin.qq.com/wiki/doc/apiv3/wxpay/vehicle/ebike/chapter3_3.shtml"
                                  },
                                  "requestBody": {
                                    "required": true,
                                    "content": {"application/json": {"schema": {
                                      "type": "object",
                                      "properties": {
                                        "sub_mchid": {"type": "string"},
                                        "appid": {"type": "string"},
                                        "sub_appid": {"type": "string"},
                                        "trade_scene": {"type": "string"},
                                        "openid": {"type": "string"}
                                      },
                                      "required": ["appid", "trade_scene", "openid"]
                                    }}}
                                  },
                                  "responses": {
                                    "200": {
                                      "description": "Success",
                                      "content": {"application/json": {"schema": {
                                        "type": "object",
                                        "properties": {"preopen_id": {"type": "string"}}
                                      }}}
                                    },
                                    "default": {"$ref": "#/components/responses/Error"}
                                  }
                                }
                                """));
    }

    @Test
    void describesParametersValuesAndEncryption() throws IOException {
        assertThat(operation("GET", "v3/marketing/partnerships")
                        .get("parameters")
                        .get(0))
                .isEqualTo(json("""
                                {
                                  "name": "partner",
                                  "in": "query",
                                  "content": {"application/json": {"schema": {
                                    "type": "object",
                                    "properties": {
                                      "type": {"type": "string", "enum": ["APPID", "MERCHANT"]},
                                      "appid": {"type": "string"},
                                      "merchant_id": {"type": "string"}
                                    },
                                    "required": ["type"]
                                  }}}
                                }
                                """));
        assertThat(body("POST", "v3/profitsharing/orders")
                        .at("/application~1json/schema/properties/receivers/items/properties/name"))
                .isEqualTo(json("{\"type\": \"string\", \"x-wechatpay-encrypted\": true}"));
        assertThat(
                        body("POST", "v3/apply4subject/applyment")
                                .at(
                                        "/application~1json/schema/properties/subject_info/properties/business_license_info/properties/licence_valid_date"))
                .isEqualTo(json("""
                                {
                                  "type": "string",
                                  "contentMediaType": "application/json",
                                  "contentSchema": {"type": "array", "items": {"type": "string"}}
                                }
                                """));
    }

    @Test
    void describesAnUpload() throws IOException {
        assertThat(body("POST", "v3/merchant/media/upload")).isEqualTo(json("""
                                {"multipart/form-data": {
                                  "schema": {
                                    "type": "object",
                                    "properties": {
                                      "file": {"contentMediaType": "application/octet-stream"},
                                      "meta": {
                                        "type": "object",
                                        "properties": {"sha256": {"type": "string"}, "filename": {"type": "string"}},
                                        "required": ["sha256", "filename"]
                                      }
                                    },
                                    "required": ["file", "meta"]
                                  },
                                  "encoding": {"meta": {"contentType": "application/json"}}
                                }}
                                """));
    }

    @Test
    void describesAnswers() throws IOException {
        JsonNode download = operation("GET", "v3/billdownload/file");

        assertThat(names(download.at("/responses/200/content"))).containsExactly("text/plain", "application/x-gzip");
        assertThat(download.get("x-wechatpay-unsigned-answer")).isEqualTo(json("true"));
        assertThat(operation("GET", "v3/transferdownload/elecvoucherfile").get("x-wechatpay-url-from-answer"))
                .isEqualTo(json("true"));
        assertThat(operation("GET", "v3/statements").path("x-wechatpay-answer-signed-over"))
                .isEqualTo(MAPPER.valueToTree(
                        find("GET", "v3/statements").answerSignedOver().orElseThrow()));
        assertThat(operation("PUT", "v3/merchants").get("x-wechatpay-superseded-by"))
                .isEqualTo(json("[\"v3/global/merchants/{sub_mchid}#patch\"]"));
        assertThat(CATALOG.operations())
                .allSatisfy(operation -> assertThat(names(
                                operation(operation.method(), operation.path()).get("responses")))
                        .containsExactly(String.valueOf(operation.successStatus()), "default"));
    }

    @Test
    void explainsWhatFollowsAPathThatReplacesAnother() {
        assertThat(DOCUMENT.at("/info/description").asText())
                .contains("superseded-by: the paths that replace this one, each followed by #method where a path has"
                        + " several.\n");
    }

    @Test
    void describesAnEvent() throws IOException {
        assertThat(DOCUMENT.at("/webhooks/PARKING_FEE.QUERY_TRANS_INFO/post")).isEqualTo(json("""
                                {
                                  "operationId": "onAQuestionAboutTheFeeOfAParkedCar",
                                  "summary": "A question about the fee of a parked car",
                                  "tags": ["notifications"],
                                  "security": [],
                                  "externalDocs": {"url": "https://pay.weixin.qq.com/doc/v3/partner/4024070065"},
                                  "requestBody": {
                                    "required": true,
                                    "content": {"application/json": {"schema": {
                                      "$ref": "#/components/schemas/Notification",
                                      "properties": {
                                        "event_type": {"const": "PARKING_FEE.QUERY_TRANS_INFO"},
                                        "resource": {"properties": {
                                          "algorithm": {"const": "AEAD_AES_256_GCM"},
                                          "original_type": {"enum": ["parking_fee"]}
                                        }}
                                      }
                                    }}}
                                  },
                                  "responses": {"2XX": {"description": "Taken; any other status: sent again"}},
                                  "x-wechatpay-resource": {
                                    "$ref": "#/components/schemas/PARKING_FEE.QUERY_TRANS_INFO"
                                  },
                                  "x-wechatpay-reply-within": "PT3S"
                                }
                                """));
        assertThat(names(DOCUMENT.get("components")
                        .get("schemas")
                        .get("PARKING_FEE.QUERY_TRANS_INFO")
                        .get("properties")))
                .containsExactly("out_serial_number", "plate_number", "out_parking_id");
    }

    private static SwaggerParseResult validated(ObjectNode document) {
        return new OpenAPIV3Parser().readContents(document.toString(), null, new ParseOptions());
    }

    private static Operation find(String method, String path) {
        return CATALOG.find(method, path).orElseThrow();
    }

    private static JsonNode operation(String method, String path) {
        JsonNode item = DOCUMENT.get("paths").path('/' + path);
        JsonNode shifted = DOCUMENT.get("paths").path(path.substring("v3".length()));
        return (item.isMissingNode() ? shifted : item).get(method.toLowerCase());
    }

    private static JsonNode body(String method, String path) {
        return operation(method, path).at("/requestBody/content");
    }

    private static List<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }

    private static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text);
    }
}
