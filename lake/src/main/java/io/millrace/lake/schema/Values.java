package io.millrace.lake.schema;

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
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Copies chosen values, nested ones with all they hold; for the rare batch in which values part ways. */
public final class Values {
    private Values() {}

    /** The values of a vector whose index is in {@code chosen}, at the slots they had. */
    public static Column choose(Kind kind, Vector vector, BitSet chosen) {
        Column target = new Column("chosen");
        for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
            append(kind, vector, i, target, vector.slots()[i]);
        }
        return target;
    }

    /** The rows of a batch that are in {@code kept}, one after the other. */
    public static Batch keep(Batch batch, BitSet kept) {
        List<Column> columns = new ArrayList<>(batch.columns().size());
        for (Column column : batch.columns()) {
            Column target = new Column(column.name());
            for (Kind kind : column.kinds()) {
                keep(kind, column.find(kind).orElseThrow(), kept, target);
            }
            columns.add(target);
        }
        return new Batch(kept.cardinality(), columns);
    }

    private static void keep(Kind kind, Vector vector, BitSet kept, Column target) {
        int passed = 0;
        int row = 0;
        for (int i = 0; i < vector.size(); i++) {
            int slot = vector.slots()[i];
            for (; passed < slot; passed++) {
                row += kept.get(passed) ? 1 : 0;
            }
            if (kept.get(slot)) {
                append(kind, vector, i, target, row);
            }
        }
    }

    private static void append(Kind kind, Vector vector, int i, Column target, int slot) {
        switch (kind) {
            case BOOLEAN -> target.booleans().append(slot, ((BooleanVector) vector).values()[i]);
            case BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMP_NTZ ->
                target.longs(kind).append(slot, ((LongVector) vector).values()[i]);
            case DOUBLE -> target.doubles().append(slot, ((DoubleVector) vector).values()[i]);
            case DECIMAL -> {
                DecimalVector decimals = (DecimalVector) vector;
                target.decimals().append(slot, decimals.high()[i], decimals.low()[i], decimals.scales()[i]);
            }
            case STRING, BINARY, UUID -> {
                BytesVector bytes = (BytesVector) vector;
                target.bytes(kind).append(slot, bytes.bytes(), bytes.start(i), bytes.end(i));
            }
            case STRUCT -> {
                target.structs().append(slot);
                appendFields((StructVector) vector, vector.slots()[i], target.structs(), slot);
            }
            case LIST -> {
                ListVector source = (ListVector) vector;
                target.lists().append(slot);
                for (int element = source.start(i); element < source.end(i); element++) {
                    appendSlot(
                            source.element(),
                            element,
                            target.lists().element(),
                            target.lists().nextElement());
                }
            }
            case MAP -> {
                MapVector source = (MapVector) vector;
                target.maps().append(slot);
                for (int entry = source.start(i); entry < source.end(i); entry++) {
                    int next = target.maps().nextEntry();
                    appendSlot(source.key(), entry, target.maps().key(), next);
                    appendSlot(source.value(), entry, target.maps().value(), next);
                }
            }
        }
    }

    private static void appendFields(StructVector source, int sourceSlot, StructVector target, int slot) {
        List<Column> fields = source.fields();
        for (int f = 0; f < fields.size(); f++) {
            Column field = target.fields().size() > f
                    ? target.fields().get(f)
                    : target.addField(fields.get(f).name());
            appendSlot(fields.get(f), sourceSlot, field, slot);
        }
    }

    private static void appendSlot(Column source, int sourceSlot, Column target, int slot) {
        for (Kind kind : source.kinds()) {
            Vector vector = source.find(kind).orElseThrow();
            int index = vector.indexOf(sourceSlot);
            if (index >= 0) {
                append(kind, vector, index, target, slot);
            }
        }
    }
}
