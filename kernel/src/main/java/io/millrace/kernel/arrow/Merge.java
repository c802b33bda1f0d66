package io.millrace.kernel.arrow;

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
import java.util.List;

/** Puts columns together that have values in different slots. */
public final class Merge {
    private Merge() {}

    /** A column with the values of all sources, of which at most one has a value in a slot. Vectors are shared. */
    public static Column columns(String name, List<Column> sources) {
        Column result = new Column(name);
        for (Kind kind : Kind.values()) {
            List<Vector> vectors = new ArrayList<>();
            for (Column source : sources) {
                source.find(kind).filter(vector -> vector.size() > 0).ifPresent(vectors::add);
            }
            if (vectors.size() == 1) {
                result.put(kind, vectors.get(0));
            } else if (vectors.size() > 1) {
                interleave(result, kind, vectors);
            }
        }
        return result;
    }

    private static void interleave(Column out, Kind kind, List<Vector> vectors) {
        int[] next = new int[vectors.size()];
        while (true) {
            int first = -1;
            for (int i = 0; i < next.length; i++) {
                Vector vector = vectors.get(i);
                if (next[i] < vector.size() && (first < 0 || slot(vectors, next, i) < slot(vectors, next, first))) {
                    first = i;
                }
            }
            if (first < 0) {
                return;
            }
            int slot = slot(vectors, next, first);
            copy(kind, vectors.get(first), next[first]++, out, slot);
        }
    }

    private static int slot(List<Vector> vectors, int[] next, int i) {
        return vectors.get(i).slots()[next[i]];
    }

    private static void copy(Kind kind, Vector source, int index, Column out, int slot) {
        switch (kind) {
            case BOOLEAN -> out.booleans().append(slot, ((BooleanVector) source).values()[index]);
            case BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMP_NTZ ->
                out.longs(kind).append(slot, ((LongVector) source).values()[index]);
            case DOUBLE -> out.doubles().append(slot, ((DoubleVector) source).values()[index]);
            case DECIMAL -> {
                DecimalVector values = (DecimalVector) source;
                out.decimals().append(slot, values.high()[index], values.low()[index], values.scales()[index]);
            }
            case STRING, BINARY, UUID -> {
                BytesVector values = (BytesVector) source;
                out.bytes(kind).append(slot, values.bytes(), values.start(index), values.end(index));
            }
            case STRUCT -> copyStruct((StructVector) source, index, out.structs(), slot);
            case LIST -> copyList((ListVector) source, index, out.lists(), slot);
            case MAP -> copyMap((MapVector) source, index, out.maps(), slot);
        }
    }

    private static void copyStruct(StructVector source, int index, StructVector out, int slot) {
        out.append(slot);
        for (Column field : source.fields()) {
            Column target = out.fields().stream()
                    .filter(candidate -> candidate.name().equals(field.name()))
                    .findFirst()
                    .orElseGet(() -> out.addField(field.name()));
            copySlot(field, source.slots()[index], target, slot);
        }
    }

    private static void copyList(ListVector source, int index, ListVector out, int slot) {
        out.append(slot);
        for (int element = source.start(index); element < source.end(index); element++) {
            copySlot(source.element(), element, out.element(), out.nextElement());
        }
    }

    private static void copyMap(MapVector source, int index, MapVector out, int slot) {
        out.append(slot);
        int start = index == 0 ? 0 : source.ends()[index - 1];
        for (int entry = start; entry < source.ends()[index]; entry++) {
            int target = out.nextEntry();
            copySlot(source.key(), entry, out.key(), target);
            copySlot(source.value(), entry, out.value(), target);
        }
    }

    private static void copySlot(Column source, int from, Column out, int to) {
        for (Kind kind : source.kinds()) {
            Vector vector = source.find(kind).orElseThrow();
            int index = vector.indexOf(from);
            if (index >= 0) {
                copy(kind, vector, index, out, to);
            }
        }
    }
}
