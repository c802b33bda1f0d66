package io.millrace.lake.keys;

import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.Vector;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/** Between which values the columns of keys are, so that files without any of them are told by their statistics. */
public final class KeyBounds implements Serializable {
    private final int[] fieldIds;
    private final long[] least;
    private final long[] greatest;
    private final byte[][] first;
    private final byte[][] last;
    private final boolean[] unknown;

    public KeyBounds(PrimaryKey key) {
        this.fieldIds = key.fieldIds().stream().mapToInt(Integer::intValue).toArray();
        this.least = new long[fieldIds.length];
        this.greatest = new long[fieldIds.length];
        this.first = new byte[fieldIds.length][];
        this.last = new byte[fieldIds.length][];
        this.unknown = new boolean[fieldIds.length];
        Arrays.fill(least, Long.MAX_VALUE);
        Arrays.fill(greatest, Long.MIN_VALUE);
    }

    /** Widens the bounds by the rows of a batch that has the columns of a schema. */
    public void add(Batch batch, Schema schema) {
        for (int k = 0; k < fieldIds.length; k++) {
            Optional<Column> column = batch.column(schema.findColumnName(fieldIds[k]));
            List<Kind> kinds = column.map(Column::kinds).orElse(List.of());
            if (kinds.size() == 1 && !unknown[k]) {
                add(k, kinds.get(0), column.get().find(kinds.get(0)).orElseThrow(), batch.rows());
            } else {
                unknown[k] = true;
            }
        }
    }

    /** What the columns of a row fulfil that has one of the keys. */
    public Expression expression(Schema schema) {
        Expression all = Expressions.alwaysTrue();
        for (int k = 0; k < fieldIds.length; k++) {
            NestedField field = schema.findField(fieldIds[k]);
            if (!unknown[k] && field != null) {
                all = Expressions.and(all, between(k, field));
            }
        }
        return all;
    }

    private Expression between(int k, NestedField field) {
        if (first[k] != null) {
            return between(
                    field.name(),
                    new String(first[k], StandardCharsets.UTF_8),
                    new String(last[k], StandardCharsets.UTF_8));
        }
        if (least[k] > greatest[k]) {
            return Expressions.alwaysTrue();
        }
        boolean narrow =
                field.type().typeId() == Type.TypeID.INTEGER || field.type().typeId() == Type.TypeID.DATE;
        return narrow
                ? between(field.name(), (int) least[k], (int) greatest[k])
                : between(field.name(), least[k], greatest[k]);
    }

    private static <T> Expression between(String name, T from, T to) {
        return Expressions.and(Expressions.greaterThanOrEqual(name, from), Expressions.lessThanOrEqual(name, to));
    }

    private void add(int k, Kind kind, Vector vector, int rows) {
        if (vector.size() < rows) {
            unknown[k] = true; // a NULL is between no bounds
        } else if (vector instanceof LongVector longs) {
            for (int i = 0; i < longs.size(); i++) {
                least[k] = Math.min(least[k], longs.values()[i]);
                greatest[k] = Math.max(greatest[k], longs.values()[i]);
            }
        } else if (kind == Kind.STRING) {
            addTexts(k, (BytesVector) vector);
        } else {
            unknown[k] = true;
        }
    }

    private void addTexts(int k, BytesVector texts) {
        for (int i = 0; i < texts.size(); i++) {
            if (first[k] == null || compare(texts, i, first[k]) < 0) {
                first[k] = Arrays.copyOfRange(texts.bytes(), texts.start(i), texts.end(i));
            }
            if (last[k] == null || compare(texts, i, last[k]) > 0) {
                last[k] = Arrays.copyOfRange(texts.bytes(), texts.start(i), texts.end(i));
            }
        }
    }

    private static int compare(BytesVector texts, int index, byte[] other) {
        return Arrays.compareUnsigned(texts.bytes(), texts.start(index), texts.end(index), other, 0, other.length);
    }
}
