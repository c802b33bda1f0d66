package io.millrace.formats.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BooleanVector;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.DoubleVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Reads a batch back as JSON trees, one a row. Timestamps become {@code {"micros": n}}. */
final class Rows {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Rows() {}

    static List<JsonNode> of(Batch batch) {
        List<JsonNode> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            rows.add(object(batch.columns(), row));
        }
        return rows;
    }

    private static ObjectNode object(List<Column> columns, int slot) {
        ObjectNode object = NODES.objectNode();
        for (Column column : columns) {
            JsonNode value = value(column, slot);
            if (!value.isNull()) {
                object.set(column.name(), value);
            }
        }
        return object;
    }

    private static JsonNode value(Column column, int slot) {
        JsonNode found = NODES.nullNode();
        for (Kind kind : column.kinds()) {
            Vector vector = column.find(kind).orElseThrow();
            int index = vector.indexOf(slot);
            if (index < 0) {
                continue;
            }
            if (!found.isNull()) {
                throw new AssertionError("two values at slot " + slot + " of " + column.name());
            }
            found = value(kind, vector, index, slot);
        }
        return found;
    }

    private static JsonNode value(Kind kind, Vector vector, int index, int slot) {
        if (vector instanceof LongVector longs) {
            long value = longs.values()[index];
            return kind == Kind.TIMESTAMP ? NODES.objectNode().put("micros", value) : NODES.numberNode(value);
        }
        if (vector instanceof DoubleVector doubles) {
            return NODES.numberNode(doubles.values()[index]);
        }
        if (vector instanceof BooleanVector booleans) {
            return NODES.booleanNode(booleans.values()[index]);
        }
        if (vector instanceof BytesVector bytes) {
            return NODES.textNode(bytes.string(index));
        }
        if (vector instanceof DecimalVector decimals) {
            return decimals.scales()[index] == 0
                    ? BigIntegerNode.valueOf(decimals.decimal(index).toBigIntegerExact())
                    : DecimalNode.valueOf(decimals.decimal(index));
        }
        if (vector instanceof StructVector structs) {
            return object(structs.fields(), slot);
        }
        ListVector lists = (ListVector) vector;
        ArrayNode array = NODES.arrayNode();
        for (int element = lists.start(index); element < lists.end(index); element++) {
            array.add(value(lists.element(), element));
        }
        return array;
    }

    /** The whole number as Jackson would hold it. */
    static JsonNode whole(BigInteger value) {
        return value.bitLength() < 64 ? NODES.numberNode(value.longValue()) : BigIntegerNode.valueOf(value);
    }
}
