package io.github.camelwechatpay.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelwechatpay.catalog.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitiveFieldsTest {

    private static final Field NAME = field("name", Field.Type.STRING, true, false);
    private static final Field PLAIN = field("plain", Field.Type.STRING, false, false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'x','plain':'y'}             | {'name':'X','plain':'y'}             | /name",
                "{'user':{'name':'x','plain':'y'}}    | {'user':{'name':'X','plain':'y'}}    | /user/name",
                "{'users':[{'name':'x'},{'plain':1}]} | {'users':[{'name':'X'},{'plain':1}]} | /users/0/name",
                "{'names':['x','y']}                  | {'names':['X','Y']}                  | /names/0 /names/1",
                "{'text':'{\\'name\\':\\'x\\'}'}      | {'text':'{\\'name\\':\\'X\\'}'}      | /text/name",
                "{'list':'[{\\'name\\':\\'x\\'}]'}    | {'list':'[{\\'name\\':\\'X\\'}]'}    | /list/0/name",
                "{'text':'no JSON'}                   | {'text':'no JSON'}                   |",
                "{'name':17,'user':[],'users':'z'}    | {'name':17,'user':[],'users':'z'}    |",
                "[{'name':'x'}]                       | [{'name':'X'}]                       | /0/name",
                "{'name':'','users':[{'name':''}]}    | {'name':'','users':[{'name':''}]}    |",
                "{'names':['','y',null]}              | {'names':['','Y',null]}              | /names/1",
                "{'text':'{\\'name\\':\\'\\'}'}       | {'text':'{\\'name\\':\\'\\'}'}       |"
            })
    void changesMarkedValuesWhereverTheyStand(String before, String after, String pointers) throws IOException {
        List<Field> fields = List.of(
                NAME,
                PLAIN,
                field("user", Field.Type.OBJECT, false, false, NAME, PLAIN),
                field("users", Field.Type.OBJECT, false, false, NAME, PLAIN),
                field("names", Field.Type.STRING, true, false),
                field("text", Field.Type.STRING, false, true, NAME),
                field("list", Field.Type.STRING, false, true, field("*", Field.Type.OBJECT, false, false, NAME)));
        JsonNode tree = parse(before);
        List<String> seen = new ArrayList<>();

        SensitiveFields.change(tree, fields, (pointer, value) -> {
            seen.add(pointer);
            return value.toUpperCase(Locale.ROOT);
        });

        assertThat(tree).isEqualTo(parse(after));
        assertThat(String.join(" ", seen)).isEqualTo(pointers == null ? "" : pointers);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':17}                   | noText /name",
                "{'name':true}                 | noText /name",
                "{'name':{'x':'y'}}            | noText /name",
                "{'name':['x',1]}              | noText /name/1",
                "{'user':'{\\'name\\':\\'x\\'}'} | closed /user",
                "{'user':3}                    | closed /user",
                "{'text':'no JSON'}            | closed /text",
                "{'name':null,'user':null,'text':null} |",
                "{'name':'','user':'','text':''}       |"
            })
    void tellsWhatItCannotChange(String json, String expected) throws IOException {
        List<Field> fields = List.of(
                NAME,
                field("user", Field.Type.OBJECT, false, false, NAME),
                field("text", Field.Type.STRING, false, true, NAME));
        List<String> told = new ArrayList<>();

        SensitiveFields.change(parse(json), fields, new SensitiveFields.Change<RuntimeException>() {
            @Override
            public String apply(String pointer, String value) {
                return value;
            }

            @Override
            public JsonNode noText(String pointer, JsonNode value) {
                told.add("noText " + pointer);
                return value;
            }

            @Override
            public JsonNode closed(String pointer, JsonNode value) {
                told.add("closed " + pointer);
                return value;
            }
        });

        assertThat(String.join(" ", told)).isEqualTo(expected == null ? "" : expected);
    }

    private static Field field(String name, Field.Type type, boolean encrypted, boolean json, Field... fields) {
        return new Field(name, type, false, false, encrypted, json, List.of(), List.of(fields));
    }

    private static JsonNode parse(String json) throws IOException {
        return WireJson.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
