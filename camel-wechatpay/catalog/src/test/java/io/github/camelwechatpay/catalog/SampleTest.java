package io.github.camelwechatpay.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelwechatpay.catalog.Field.Type;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {

    @TempDir
    Path folder;

    @Test
    void takesTheFirstDocumentedValueInItsType() throws IOException {
        List<Field> fields =
                body("kind(A B) count:int(3 6) big:int(3000000000) rate:num(0.5 1) even:num(2) on:bool(false)");

        assertThat(Sample.complete().object(fields))
                .containsExactly(
                        entry("kind", "A"),
                        entry("count", 3),
                        entry("big", 3_000_000_000L),
                        entry("rate", new BigDecimal("0.5")),
                        entry("even", 2),
                        entry("on", false));
    }

    @Test
    void makesTheShapeOfTheDocumentation() throws IOException {
        List<Field> fields = body("amount{total:int} goods[]{price:num names[]} free:obj ready:bool numbers:int[]");

        assertThat(Sample.complete().object(fields))
                .containsExactly(
                        entry("amount", Map.of("total", 1)),
                        entry("goods", List.of(Map.of("price", 1, "names", List.of("example")))),
                        entry("free", Map.of()),
                        entry("ready", true),
                        entry("numbers", List.of(1)));
    }

    @Test
    void leavesOutWhatIsNotRequired() throws IOException {
        List<Field> fields = body("appid* attach payer*{openid* unionid} scene{ip*} empty*{may}");

        assertThat(Sample.required().object(fields))
                .containsExactly(
                        entry("appid", "wx1234567890abcdef"),
                        entry("payer", Map.of("openid", "oExample-0123456789_ABCDEFGH")),
                        entry("empty", Map.of()));
    }

    @Test
    void writesJsonInsideAString() throws IOException {
        List<Field> fields = body("meta~{filename* size:int} photos~{*} pairs~{*{name* value}} any~");

        assertThat(Sample.complete().object(fields))
                .containsExactly(
                        entry("meta", "{\"filename\":\"Example name\",\"size\":1}"),
                        entry("photos", "[\"example\"]"),
                        entry("pairs", "[{\"name\":\"Example name\",\"value\":\"example\"}]"),
                        entry("any", "{}"));
        assertThat(Sample.required().value("/meta", fields.get(0))).isEqualTo("{\"filename\":\"Example name\"}");
    }

    @Test
    void prefersGivenValuesByPointer() throws IOException {
        List<Field> fields = body("id* goods[]*{price:int* name} ids[]* meta~*{price:int*} photos~*{*} note other");
        Map<String, Object> given =
                Map.of("/goods/*/price", 7, "/ids", "i-1", "/meta/price", 8, "/photos/*", "p-1", "/note", "here");

        assertThat(Sample.required()
                        .with((pointer, field) -> given.get(pointer))
                        .object(fields))
                .containsExactly(
                        entry("id", "20261121000001"),
                        entry("goods", List.of(Map.of("price", 7))),
                        entry("ids", List.of("i-1")),
                        entry("meta", "{\"price\":8}"),
                        entry("photos", "[\"p-1\"]"),
                        entry("note", "here"));
    }

    @Test
    void prefersTheFunctionGivenLast() throws IOException {
        Sample sample = Sample.required()
                .with((pointer, field) -> "first " + field.name())
                .with((pointer, field) -> field.name().equals("a") ? "second" : null);

        assertThat(sample.object(body("a* b*"))).containsExactly(entry("a", "second"), entry("b", "first b"));
    }

    @Test
    void hasNoSampleOfAFile() {
        Field file = new Field("file", Type.FILE, false, true, false, false, List.of(), List.of());

        assertThat(Sample.complete().object(List.of(file))).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.complete().value("/file", file))
                .withMessage("Field /file is a file, which has no sample");
    }

    @ParameterizedTest
    @CsvSource({
        "sub_mchid, 1900000109",
        "sp_appid, wx1234567890abcdef",
        "success_time, 2026-11-21T12:00:00+08:00",
        "available_end_time, 2026-12-21T12:00:00+08:00",
        "bill_date, 2026-11-21",
        "contract_notify_url, https://example.com/notify",
        "jump_url, https://example.com/",
        "settlement_currency, CNY",
        "payer_client_ip, 203.0.113.7",
        "out_trade_no, 20261121000001",
        "user_name, Example name",
        "attach, example",
    })
    void choosesTextByTheName(String name, String text) {
        assertThat(SampleText.of(name)).isEqualTo(text);
    }

    /** Independent of how samples are made: the types of values against the types of fields. */
    @Test
    void fitsEveryFieldOfTheCatalog() {
        Catalog.get()
                .operations()
                .forEach(operation -> Stream.of(
                                operation.pathParameters(),
                                operation.query(),
                                operation.headers(),
                                operation.body(),
                                operation.answer())
                        .forEach(fields -> {
                            check(operation + " ", Sample.complete().object(fields), fields, true);
                            check(operation + " ", Sample.required().object(fields), fields, false);
                        }));
        Catalog.get()
                .notifications()
                .forEach(event -> check(event + " ", Sample.complete().object(event.fields()), event.fields(), true));
    }

    private static void check(String place, Map<?, ?> object, List<Field> fields, boolean complete) {
        for (Field field : fields) {
            Object value = object.get(field.name());
            String here = place + '/' + field.name();
            if (field.type() == Type.FILE || !complete && !field.required()) {
                assertThat(value).as(here).isNull();
            } else if (field.array()) {
                assertThat(value)
                        .as(here)
                        .isInstanceOfSatisfying(List.class, list -> check(here, list.get(0), field, complete));
            } else {
                check(here, value, field, complete);
            }
        }
    }

    private static void check(String place, Object value, Field field, boolean complete) {
        assertThat(value)
                .as(place)
                .isInstanceOf(
                        switch (field.type()) {
                            case STRING -> String.class;
                            case INTEGER, NUMBER -> Number.class;
                            case BOOLEAN -> Boolean.class;
                            case OBJECT, FILE -> Map.class;
                        });
        if (value instanceof Map<?, ?> object) {
            check(place, object, field.fields(), complete);
        } else if (!field.values().isEmpty()) {
            assertThat(field.values()).as(place).contains(value.toString());
        }
    }

    private List<Field> body(String fields) throws IOException {
        String text = "POST v3/x  Make an x\n  body      " + fields + '\n';
        return SampleCatalog.of(folder, text).operations().get(0).body();
    }
}
