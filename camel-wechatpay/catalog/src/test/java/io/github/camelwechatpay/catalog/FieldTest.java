package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelwechatpay.catalog.Field.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTest {

    private static Field field(String name, Type type, boolean array, boolean json, Field... members) {
        return new Field(name, type, array, false, false, json, List.of(), List.of(members));
    }

    @Test
    void walksParentsBeforeMembersWithPointers() {
        Field price = field("price", Type.INTEGER, false, false);
        List<Field> fields = List.of(
                field("goods", Type.OBJECT, true, false, price),
                field("names", Type.STRING, true, false),
                field("meta", Type.STRING, false, true, field("sha256", Type.STRING, false, false)),
                field("photos", Type.STRING, false, true, field("*", Type.OBJECT, false, false, price)));

        List<String> walked = new ArrayList<>();
        Field.walk(fields, (pointer, field) -> walked.add(pointer + " " + field.typeName()));

        assertThat(walked)
                .containsExactly(
                        "/goods object[]",
                        "/goods/*/price integer",
                        "/names string[]",
                        "/meta string",
                        "/meta/sha256 string",
                        "/photos string",
                        "/photos/* object",
                        "/photos/*/price integer");
    }

    @Test
    void knowsTheItemOfAnArrayInJsonText() {
        Field item = field("*", Type.STRING, false, false);

        assertThat(field("photos", Type.STRING, false, true, item).anyItem()).contains(item);
        assertThat(field("meta", Type.STRING, false, true, field("a", Type.STRING, false, false))
                        .anyItem())
                .isEmpty();
        assertThat(field("text", Type.STRING, false, true).anyItem()).isEmpty();
        assertThat(field("names", Type.STRING, true, false).anyItem()).isEmpty();
    }

    @Test
    void findsEncryptedFieldsAtAnyDepth() {
        Field name = new Field("name", Type.STRING, false, false, true, false, List.of(), List.of());
        Field deep = field("a", Type.OBJECT, true, false, field("b", Type.STRING, false, true, name));

        assertThat(Field.isAnyEncrypted(List.of(name))).isTrue();
        assertThat(Field.isAnyEncrypted(List.of(field("c", Type.STRING, false, false), deep)))
                .isTrue();
        assertThat(Field.isAnyEncrypted(List.of(field("c", Type.STRING, false, false))))
                .isFalse();
    }

    @Test
    void copiesItsLists() {
        List<Field> members = new ArrayList<>();
        Field object = new Field("a", Type.OBJECT, false, false, false, false, List.of(), members);
        members.add(object);

        assertThat(object.fields()).isEmpty();
    }
}
