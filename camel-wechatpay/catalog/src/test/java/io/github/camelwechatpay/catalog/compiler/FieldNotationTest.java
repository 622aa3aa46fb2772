package io.github.camelwechatpay.catalog.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelwechatpay.catalog.Field;
import io.github.camelwechatpay.catalog.Field.Type;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldNotationTest {

    @Test
    void readsEveryMark() throws FieldNotation.Mistake {
        assertThat(FieldNotation.parse(" goods[]*{id* price:int names[]^ kind(A B)}\n meta~{*:num} ", 0))
                .containsExactly(
                        new Field(
                                "goods",
                                Type.OBJECT,
                                true,
                                true,
                                false,
                                false,
                                List.of(),
                                List.of(
                                        new Field("id", Type.STRING, false, true, false, false, List.of(), List.of()),
                                        new Field(
                                                "price",
                                                Type.INTEGER,
                                                false,
                                                false,
                                                false,
                                                false,
                                                List.of(),
                                                List.of()),
                                        new Field("names", Type.STRING, true, false, true, false, List.of(), List.of()),
                                        new Field(
                                                "kind",
                                                Type.STRING,
                                                false,
                                                false,
                                                false,
                                                false,
                                                List.of("A", "B"),
                                                List.of()))),
                        new Field(
                                "meta",
                                Type.STRING,
                                false,
                                false,
                                false,
                                true,
                                List.of(),
                                List.of(new Field(
                                        "*", Type.NUMBER, false, false, false, false, List.of(), List.of()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a b c",
                "Wechatpay-Serial*",
                "a:int b:num[] c:bool d:obj e:obj[] f:file*",
                "a^ b[]^* c~ d~*{e f{g}}",
                "a{b{c{d[]{e(X Y)}}}}",
                "a~{*}",
                "a~{*{b c}}",
                "a(一级 二级)",
                "a:int*(1 2)",
            })
    void printsWhatItReads(String text) throws FieldNotation.Mistake {
        assertThat(FieldNotation.print(FieldNotation.parse(text, 0))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a b:integer;        4; unknown type 'integer' - use int, num, bool, obj or file; ",
                "a:string;           2; unknown type 'string'",
                "a:;                 2; a type is missing at the end",
                "a a;                2; second field 'a' - keep one",
                "a{b b};             4; second field 'b' - keep one",
                "a{b;                2; '{' is never closed by '}'",
                "a{};                2; no members between '{' and '}'",
                "a};                 1; '}' does not belong here",
                "a:int{b};           0; 'a' has members - leave its type out",
                "a:obj{b};           0; 'a' has members - leave its type out",
                "a:int^;             0; only strings are encrypted (^)",
                "a{b}^;              4; '^' does not belong behind 'a{b}'",
                "a*^;                2; '^' does not belong behind 'a*'",
                "a~^;                2; '^' does not belong behind 'a~'",
                "a:int~;             0; only a single string holds JSON text (~)",
                "a[]~;               0; only a single string holds JSON text (~)",
                "a(A B;              2; values are not (A B C)",
                "a();                2; values are not (A B C)",
                "a(A A);             2; values are not (A B C)",
                "a(A|B);             2; values are not (A B C)",
                "a(A){b};            4; '{' does not belong behind 'a(A)'",
                "a{b}c;              4; 'c' does not belong behind 'a{b}'",
                "a,b;                1; ',' does not belong behind 'a'",
                "*;                  0; a field name is missing before '*'",
                "a{*};               2; a field name is missing before '*'",
                "a~{* b};            6; it stands alone",
                "字;                  0; a field name is missing before",
            })
    void saysWhatIsWrongAndWhere(String text, int position, String message) {
        FieldNotation.Mistake mistake =
                catchThrowableOfType(FieldNotation.Mistake.class, () -> FieldNotation.parse(text, 0));

        assertThat(mistake).hasMessageContaining(message);
        assertThat(mistake.position()).isEqualTo(position);
    }
}
