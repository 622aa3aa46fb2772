package io.github.camelwechatpay.catalog.site;

import io.github.camelwechatpay.catalog.Field;
import java.util.ArrayList;
import java.util.List;

/** Fields as a page shows them: a parent, then its members one step to the right. */
record FieldTable(String title, List<Row> rows) {

    /** How the item of an array in JSON text is shown, which has no name. */
    static final String ANY_ITEM = "any item";

    /** @param depth 0 for a field that has no parent */
    record Row(
            String name,
            int depth,
            String type,
            boolean required,
            boolean encrypted,
            boolean json,
            List<String> values) {}

    static FieldTable of(String title, List<Field> fields) {
        List<Row> rows = new ArrayList<>();
        add(rows, fields, 0);
        return new FieldTable(title, rows);
    }

    private static void add(List<Row> rows, List<Field> fields, int depth) {
        for (Field field : fields) {
            rows.add(new Row(
                    field.name().equals(Field.ANY_ITEM) ? ANY_ITEM : field.name(),
                    depth,
                    field.typeName(),
                    field.required(),
                    field.encrypted(),
                    field.json(),
                    field.values()));
            add(rows, field.fields(), depth + 1);
        }
    }
}
