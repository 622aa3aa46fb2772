package io.github.camelwechatpay.sandbox.internal.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Field.Type;
import io.github.camelwechatpay.sandbox.internal.common.StrictJson;
import io.github.camelwechatpay.sandbox.internal.http.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of fields that are rare in the catalog: nested, repeated, JSON in a string, encrypted in a list. */
class FieldRulesTest {
    private static final Field ID = new Field("id", Type.STRING, false, true, false, false, List.of(), List.of());
    private static final Field STATE =
            new Field("state", Type.STRING, false, false, false, false, List.of("ON", "OFF"), List.of());
    private static final Field PRICE =
            new Field("price", Type.NUMBER, false, false, false, false, List.of(), List.of());
    private static final List<Field> FIELDS = List.of(
            new Field("goods", Type.OBJECT, true, false, false, false, List.of(), List.of(ID, STATE, PRICE)),
            new Field("scene", Type.OBJECT, false, false, false, false, List.of(), List.of(ID)),
            new Field("free", Type.OBJECT, false, false, false, false, List.of(), List.of()),
            new Field("text", Type.STRING, false, false, false, true, List.of(), List.of(ID)),
            new Field("any", Type.STRING, false, false, false, true, List.of(), List.of()),
            new Field("names", Type.STRING, true, false, true, false, List.of(), List.of()));

    private final FieldRules rules = new FieldRules(
            "body", value -> value.startsWith("sealed ") ? Optional.of(value.substring(7)) : Optional.empty());

    private static ObjectNode json(String text) {
        return (ObjectNode) StrictJson.parse(text.replace('\'', '"')).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'goods':[]}",
                "{'goods':[{'id':'a'},{'id':'b','state':'OFF','price':1.5}]}",
                "{'goods':[{'id':'a','price':1}]}",
                "{'scene':{'id':'a'}}",
                "{'free':{}}",
                "{'free':{'a':[1,{'b':true}]}}",
                "{'text':'{\\'id\\':\\'a\\'}'}",
                "{'text':'[{\\'id\\':\\'a\\'}]'}",
                "{'any':'[1,2]'}"
            })
    void takesWhatIsDocumented(String text) throws Refusal {
        assertThat(rules.check(json(text), FIELDS)).isEqualTo(json(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'goods':{'id':'a'}}|/goods",
                "{'goods':[{'id':'a'},{}]}|/goods/1/id",
                "{'goods':[{'id':'a','state':'on'}]}|/goods/0/state",
                "{'goods':[{'id':'a','price':'1'}]}|/goods/0/price",
                "{'goods':[{'id':'a','more':1}]}|/goods/0/more",
                "{'goods':[null]}|/goods/0",
                "{'goods':['a']}|/goods/0",
                "{'scene':[]}|/scene",
                "{'scene':{}}|/scene/id",
                "{'free':{'a':[1,{'b':null}]}}|/free/a/1/b",
                "{'free':null}|/free",
                "{'text':'{'}|/text",
                "{'text':'1'}|/text",
                "{'text':'{\\'no\\':1}'}|/text/no",
                "{'text':'{\\'id\\':null}'}|/text/id",
                "{'text':{'id':'a'}}|/text",
                "{'any':''}|/any",
                "{'names':'sealed a'}|/names",
                "{'names':['a']}|/names/0",
                "{'names':['sealed a',1]}|/names/1"
            })
    void refusesWhatIsNot(String text, String pointer) {
        assertThatThrownBy(() -> rules.check(json(text), FIELDS)).isInstanceOfSatisfying(Refusal.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.verdict()).contains(" " + pointer + " in body: ");
        });
    }

    @Test
    void opensEveryEncryptedItem() throws Refusal {
        assertThat(rules.check(json("{'names':['sealed a','sealed b']}"), FIELDS))
                .isEqualTo(json("{'names':['a','b']}"));
    }

    @Test
    void neverRepeatsALongName() {
        String name = "n".repeat(10_000);

        assertThatThrownBy(() -> rules.check(json("{'" + name + "':1}"), FIELDS))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.answer().body().length).isLessThan(500));
    }
}
