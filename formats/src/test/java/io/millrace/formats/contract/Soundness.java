package io.millrace.formats.contract;

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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Whether a batch is one: what the writers behind it rely on without looking. */
final class Soundness {
    private static final int DIGITS = 38;
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private Soundness() {}

    static void require(Batch batch) {
        columns(batch.columns(), slot -> slot < batch.rows());
    }

    /** @param within whether a slot is one of the scope */
    private static void columns(List<Column> columns, IntPredicate within) {
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            must(names.add(column.name()), column, "has a name that occurs twice");
            column(column, within);
        }
    }

    private static void column(Column column, IntPredicate within) {
        for (Kind kind : column.kinds()) {
            Vector vector = column.find(kind).orElseThrow();
            must(fits(kind, vector), column, kind + " in " + vector.getClass().getSimpleName());
            int last = -1;
            for (int i = 0; i < vector.size(); i++) {
                int slot = vector.slots()[i];
                must(slot > last, column, "has slot " + slot + " behind " + last);
                must(within.test(slot), column, "has a value in slot " + slot + ", which is none");
                last = slot;
            }
            values(column, kind, vector);
        }
    }

    private static boolean fits(Kind kind, Vector vector) {
        return switch (kind) {
            case BOOLEAN -> vector instanceof BooleanVector;
            case BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMP_NTZ -> vector instanceof LongVector;
            case DOUBLE -> vector instanceof DoubleVector;
            case DECIMAL -> vector instanceof DecimalVector;
            case STRING, BINARY, UUID -> vector instanceof BytesVector;
            case STRUCT -> vector instanceof StructVector;
            case LIST -> vector instanceof ListVector;
            case MAP -> vector instanceof MapVector;
        };
    }

    private static void values(Column column, Kind kind, Vector vector) {
        if (vector instanceof BytesVector bytes) {
            bytes(column, kind, bytes);
        } else if (vector instanceof DecimalVector decimals) {
            for (int i = 0; i < decimals.size(); i++) {
                boolean exact = decimals.decimal(i).precision() <= DIGITS
                        && decimals.scales()[i] >= 0
                        && decimals.scales()[i] <= DIGITS;
                must(exact, column, "has decimal " + decimals.decimal(i));
            }
        } else if (vector instanceof StructVector structs) {
            columns(structs.fields(), slot -> structs.indexOf(slot) >= 0);
        } else if (vector instanceof ListVector lists) {
            ends(column, lists.ends(), lists.size(), lists.elements());
            column(lists.element(), slot -> slot < lists.elements());
        } else if (vector instanceof MapVector maps) {
            ends(column, maps.ends(), maps.size(), maps.entries());
            column(maps.key(), slot -> slot < maps.entries());
            column(maps.value(), slot -> slot < maps.entries());
            int keys = maps.key().kinds().stream()
                    .mapToInt(each -> maps.key().find(each).orElseThrow().size())
                    .sum();
            must(keys == maps.entries(), column, "has " + maps.entries() + " entries with " + keys + " keys");
        } else if (kind == Kind.TIME && vector instanceof LongVector times) {
            for (int i = 0; i < times.size(); i++) {
                long time = times.values()[i];
                must(time >= 0 && time < MICROS_PER_DAY, column, "has time " + time);
            }
        }
    }

    private static void bytes(Column column, Kind kind, BytesVector vector) {
        ends(column, vector.ends(), vector.size(), vector.byteSize());
        must(vector.byteSize() <= vector.bytes().length, column, "has bytes beyond its array");
        for (int i = 0; i < vector.size(); i++) {
            int length = vector.end(i) - vector.start(i);
            must(kind != Kind.UUID || length == 16, column, "has a UUID of " + length + " bytes");
            must(kind != Kind.STRING || isUtf8(vector, i), column, "has a text that is no UTF-8 at " + i);
        }
    }

    private static boolean isUtf8(BytesVector vector, int index) {
        int length = vector.end(index) - vector.start(index);
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(vector.bytes(), vector.start(index), length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static void ends(Column column, int[] ends, int size, int total) {
        int last = 0;
        for (int i = 0; i < size; i++) {
            must(ends[i] >= last, column, "has end " + ends[i] + " behind " + last);
            last = ends[i];
        }
        must(last == total, column, "ends at " + last + " of " + total);
    }

    private static void must(boolean holds, Column column, String what) {
        if (!holds) {
            throw new AssertionError("column " + column.name() + " " + what);
        }
    }
}
