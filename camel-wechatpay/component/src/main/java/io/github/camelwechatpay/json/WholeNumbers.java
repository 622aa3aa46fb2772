package io.github.camelwechatpay.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelwechatpay.catalog.Field;
import java.math.BigDecimal;
import java.util.List;

/**
 * Writes a whole number without a fraction where the catalog documents an integer: {@code 100.00} and {@code 1E2} become
 * {@code 100}. WeChat Pay rejects the other forms. A number with a fraction stays as it is.
 */
public final class WholeNumbers {

    private WholeNumbers() {}

    /** Changes the numbers of a tree in place. */
    public static void write(JsonNode tree, List<Field> fields) {
        if (tree instanceof ArrayNode array) {
            array.forEach(item -> write(item, fields));
        } else if (tree instanceof ObjectNode object) {
            for (Field field : fields) {
                JsonNode value = object.get(field.name());
                if (value != null) {
                    object.set(field.name(), value(value, field));
                }
            }
        }
    }

    /** Changes the value of a field, or a list of such values. Arrays and objects are changed in place. */
    public static JsonNode value(JsonNode value, Field field) {
        if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, value(array.get(i), field));
            }
            return array;
        }
        if (field.type() == Field.Type.INTEGER && isWhole(value)) {
            return BigIntegerNode.valueOf(value.decimalValue().toBigIntegerExact());
        }
        write(value, field.fields());
        return value;
    }

    /** Tells whether the value is a number without a fraction, whatever its type. */
    static boolean isWhole(JsonNode value) {
        // A number beyond the range of double would take unbounded memory when it is written out
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            return false;
        }
        BigDecimal number = value.decimalValue();
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }
}
