package io.millrace.formats.contract;

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
import io.millrace.spi.batch.MapVector;
import io.millrace.spi.batch.StructVector;
import io.millrace.spi.batch.Vector;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a batch back as JSON trees, one a row. Timestamps become {@code {"micros": n}}, other kinds that JSON lacks
 * {@code {"date": n}} and so on, bytes {@code {"binary": "base64"}}, maps lists of pairs.
 */
public final class Rows {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Rows() {}

    public static List<JsonNode> of(Batch batch) {
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
            return whole(kind, longs.values()[index]);
        }
        if (vector instanceof DoubleVector doubles) {
            return NODES.numberNode(doubles.values()[index]);
        }
        if (vector instanceof BooleanVector booleans) {
            return NODES.booleanNode(booleans.values()[index]);
        }
        if (vector instanceof BytesVector bytes) {
            return text(kind, bytes, index);
        }
        if (vector instanceof DecimalVector decimals) {
            return decimals.scales()[index] == 0
                    ? BigIntegerNode.valueOf(decimals.decimal(index).toBigIntegerExact())
                    : DecimalNode.valueOf(decimals.decimal(index));
        }
        if (vector instanceof StructVector structs) {
            return object(structs.fields(), slot);
        }
        return vector instanceof ListVector lists ? list(lists, index) : map((MapVector) vector, index);
    }

    private static JsonNode whole(Kind kind, long value) {
        return switch (kind) {
            case BIGINT -> NODES.numberNode(value);
            case TIMESTAMP -> NODES.objectNode().put("micros", value);
            default -> NODES.objectNode().put(kind.label(), value);
        };
    }

    private static JsonNode text(Kind kind, BytesVector vector, int index) {
        if (kind == Kind.STRING) {
            return NODES.textNode(vector.string(index));
        }
        byte[] bytes = Arrays.copyOfRange(vector.bytes(), vector.start(index), vector.end(index));
        return NODES.objectNode().put(kind.label(), bytes);
    }

    private static JsonNode list(ListVector lists, int index) {
        ArrayNode array = NODES.arrayNode();
        for (int element = lists.start(index); element < lists.end(index); element++) {
            array.add(value(lists.element(), element));
        }
        return array;
    }

    private static JsonNode map(MapVector maps, int index) {
        ArrayNode array = NODES.arrayNode();
        for (int entry = maps.start(index); entry < maps.end(index); entry++) {
            array.add(NODES.arrayNode().add(value(maps.key(), entry)).add(value(maps.value(), entry)));
        }
        return array;
    }

    /** The whole number as Jackson would hold it. */
    public static JsonNode whole(BigInteger value) {
        return value.bitLength() < 64 ? NODES.numberNode(value.longValue()) : BigIntegerNode.valueOf(value);
    }
}
