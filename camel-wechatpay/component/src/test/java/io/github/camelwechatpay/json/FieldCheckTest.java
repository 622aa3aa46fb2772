package io.github.camelwechatpay.json;

import static io.github.camelwechatpay.catalog.Field.Type.BOOLEAN;
import static io.github.camelwechatpay.catalog.Field.Type.INTEGER;
import static io.github.camelwechatpay.catalog.Field.Type.NUMBER;
import static io.github.camelwechatpay.catalog.Field.Type.OBJECT;
import static io.github.camelwechatpay.catalog.Field.Type.STRING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelwechatpay.call.QueryString;
import io.github.camelwechatpay.catalog.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FieldCheckTest {

    private static final List<Field> FIELDS = List.of(
            field("id", STRING, true),
            field("count", INTEGER, false),
            field("price", NUMBER, false),
            field("open", BOOLEAN, false),
            new Field("kind", STRING, false, false, false, false, List.of("A", "B"), List.of()),
            new Field("names", STRING, true, false, false, false, List.of(), List.of()),
            new Field(
                    "goods",
                    OBJECT,
                    true,
                    false,
                    false,
                    false,
                    List.of(),
                    List.of(field("sku", STRING, true), field("total", INTEGER, false))),
            new Field("free", OBJECT, false, false, false, false, List.of(), List.of()),
            new Field("text", STRING, false, false, false, true, List.of(), List.of(field("inner", STRING, true))),
            new Field(
                    "list",
                    STRING,
                    false,
                    false,
                    false,
                    true,
                    List.of(),
                    List.of(new Field(
                            "*", OBJECT, false, false, false, false, List.of(), List.of(field("a", INTEGER, true))))));

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments(
                        "all right",
                        "{'id':'1','count':2,'price':1.5,'open':true,'kind':'B','names':['x']}",
                        List.of()),
                arguments("nested all right", "{'id':'1','goods':[{'sku':'s','total':1}],'free':{'a':1}}", List.of()),
                arguments(
                        "JSON text all right", "{'id':'1','text':'{\"inner\":\"x\"}','list':'[{\"a\":1}]'}", List.of()),
                arguments("null is left out", "{'id':'1','count':null}", List.of()),
                arguments("missing", "{}", List.of("/id is required and missing")),
                arguments("null where required", "{'id':null}", List.of("/id is required and missing")),
                arguments(
                        "unknown", "{'id':'1','secret13800138000':1}", List.of("/secret13800138000 is not documented")),
                arguments("number for text", "{'id':1}", List.of("/id must be of type string")),
                arguments("text for number", "{'id':'1','count':'2'}", List.of("/count must be of type integer")),
                arguments("fraction for integer", "{'id':'1','count':2.5}", List.of("/count must be of type integer")),
                arguments("text for boolean", "{'id':'1','open':'true'}", List.of("/open must be of type boolean")),
                arguments("value", "{'id':'1','kind':'C'}", List.of("/kind is none of the documented values [A, B]")),
                arguments("no array", "{'id':'1','names':'x'}", List.of("/names must be an array")),
                arguments("array for text", "{'id':['1']}", List.of("/id must be of type string")),
                arguments("item", "{'id':'1','names':['x',1,2]}", List.of("/names/* must be of type string")),
                arguments(
                        "nested",
                        "{'id':'1','goods':[{'total':'x'},{'total':'y'}]}",
                        List.of("/goods/*/total must be of type integer", "/goods/*/sku is required and missing")),
                arguments("object", "{'id':'1','goods':[1]}", List.of("/goods/* must be of type object")),
                arguments("no JSON text", "{'id':'1','text':'{'}", List.of("/text must be JSON text")),
                arguments("inside JSON text", "{'id':'1','text':'{}'}", List.of("/text/inner is required and missing")),
                arguments("inside JSON list", "{'id':'1','list':'[{}]'}", List.of("/list/*/a is required and missing")),
                arguments("no object", "[1]", List.of("/ must be an object")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void tellsEachPlaceOnceAndNoValue(String name, String body, List<String> flaws) throws Exception {
        byte[] json = body.replace("\\\"", "\u0000")
                .replace('"', '\u0000')
                .replace('\'', '"')
                .replace("\u0000", "\\\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(FieldCheck.body(WireJson.parse(json), FIELDS))
                .extracting(FieldCheck.Flaw::toString)
                .containsExactlyElementsOf(flaws);
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                arguments(
                        "text of each type",
                        Map.of("id", "1", "count", "2", "price", "1.5", "open", "true", "kind", "A"),
                        List.of()),
                arguments(
                        "values of each type",
                        Map.of("id", "1", "count", 2, "price", 1.5, "open", false, "kind", "A"),
                        List.of()),
                arguments("one of an array", Map.of("id", "1", "names", "x"), List.of()),
                arguments("several of an array", Map.of("id", "1", "names", List.of("x", "y")), List.of()),
                arguments("JSON text", Map.of("id", "1", "text", "{\"inner\":\"x\"}"), List.of()),
                arguments("JSON text from a map", Map.of("id", "1", "text", Map.of("inner", "x")), List.of()),
                arguments("missing", Map.of(), List.of("/id is required and missing")),
                arguments("unknown", Map.of("id", "1", "x", "2"), List.of("/x is not documented")),
                arguments("no integer", Map.of("id", "1", "count", "1.5"), List.of("/count must be of type integer")),
                arguments("no number", Map.of("id", "1", "price", "1,5"), List.of("/price must be of type number")),
                arguments("no boolean", Map.of("id", "1", "open", "yes"), List.of("/open must be of type boolean")),
                arguments(
                        "value",
                        Map.of("id", "1", "kind", "C"),
                        List.of("/kind is none of the documented values [A, B]")),
                arguments("repeated", Map.of("id", List.of("1", "2")), List.of("/id must be of type string")),
                arguments("one in a list", Map.of("id", List.of("1")), List.of()),
                arguments("none in a list", Map.of("id", List.of()), List.of("/id is required and missing")),
                arguments(
                        "a name of two lines", Map.of("id", "1", "a/~\nb", "2"), List.of("/a~1~0?b is not documented")),
                arguments("no JSON text", Map.of("id", "1", "text", "{"), List.of("/text must be JSON text")),
                arguments(
                        "types inside JSON text are those of JSON",
                        Map.of("id", "1", "list", "[{\"a\":\"1\"}]"),
                        List.of("/list/*/a must be of type integer")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("queries")
    void readsTheTextOfAQuery(String name, Map<String, ?> query, List<String> flaws) {
        assertThat(FieldCheck.query(QueryString.of(query).tree(), FIELDS))
                .extracting(FieldCheck.Flaw::toString)
                .containsExactlyElementsOf(flaws);
    }

    private static Field field(String name, Field.Type type, boolean required) {
        return new Field(name, type, false, required, false, false, List.of(), List.of());
    }
}
