package io.github.camelwechatpay.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BillRowsTest {

    private static BillRows rows(String bill) throws IOException {
        return new BillRows(new ByteArrayInputStream(bill.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Map<String, String>> all(String bill) throws IOException {
        BillRows rows = rows(bill);
        List<Map<String, String>> all = new ArrayList<>();
        for (Map<String, String> row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        rows.summary();
        return all;
    }

    @Test
    void givesCellsByColumnInTheOrderOfTheBill() throws IOException {
        List<Map<String, String>> all =
                all("\uFEFF交易时间,商户号,金额\r\n`2026-11-20 10:00:00,`1900000109,`1.00\r\n`b,`,`\r\n总数,总额\r\n`2,`1.00\r\n");

        assertThat(all).hasSize(2);
        assertThat(all.get(0))
                .containsExactly(
                        Map.entry("交易时间", "2026-11-20 10:00:00"),
                        Map.entry("商户号", "1900000109"),
                        Map.entry("金额", "1.00"));
        assertThat(all.get(1)).containsExactly(Map.entry("交易时间", "b"), Map.entry("商户号", ""), Map.entry("金额", ""));
    }

    @Test
    void keepsCommasQuotationMarksAndBackTicksOfACell() throws IOException {
        assertThat(all("a,b\n`x, \"y\",z,`it`s ``\n")).containsExactly(Map.of("a", "x, \"y\",z", "b", "it`s ``"));
    }

    @Test
    void tellsTheSummaryWithTheLastRow() throws IOException {
        BillRows rows = rows("a\n`1\n`2\ncount,sum\n`2,`3.00\n");

        rows.next();
        assertThat(rows.summary()).isNull();
        rows.next();
        assertThat(rows.summary()).isEqualTo(Map.of("count", "2", "sum", "3.00"));
        assertThat(rows.next()).isNull();
        assertThat(rows.count()).isEqualTo(2);
    }

    @Test
    void takesABillWithoutRowsOrWithoutASummary() throws IOException {
        assertThat(all("a,b\ncount\n`0\n")).isEmpty();
        assertThat(all("a\n`1")).containsExactly(Map.of("a", "1"));
        assertThat(all("a")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "`1,`2\n",
                "a,b\n`1\n",
                "a,b\n`1,`2,`3\n",
                "a,a\n`1,`2\n",
                "a\n`1\nbroken cell\n",
                "a\n`1\nbroken\n`2\n`3\n",
                "a\nrow without back-tick\n",
                "a\n`1\ncount\n`1\n\uFEFFa\n`2\n",
                "a\n`1\ncount\n`1,`2\n"
            })
    void refusesWhatIsNoBill(String bill) {
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> all(bill))
                .withMessageContaining("bill")
                .withMessageNotContaining("broken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "GB18030", "Big5", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void namesTheCharsetThatABillMustHave(String charset) {
        byte[] bill = "交易时间,商户号,金额\r\n`2026-11-20 10:00:00,`1900000109,`1.00\r\n".getBytes(Charset.forName(charset));

        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> new BillRows(new ByteArrayInputStream(bill)))
                .withMessage(
                        "the bill is not text in UTF-8: its header line has bytes of another charset. Set option split"
                                + " to false, and read the file in its own charset");
    }

    @Test
    void keepsRowsWithACharacterThatWasCutInHalf() throws IOException {
        ByteArrayOutputStream bill = new ByteArrayOutputStream();
        bill.writeBytes("商品,金额\n`茶".getBytes(StandardCharsets.UTF_8));
        bill.write(0xE8);
        bill.writeBytes(",`1.00\n".getBytes(StandardCharsets.UTF_8));

        assertThat(new BillRows(new ByteArrayInputStream(bill.toByteArray())).next())
                .containsEntry("金额", "1.00");
    }

    @Test
    void refusesALineWithoutAnEnd() {
        assertThatExceptionOfType(FileException.class)
                .isThrownBy(() -> all("a\n`" + "x".repeat(70_000)))
                .withMessageContaining("line 2");
    }
}
