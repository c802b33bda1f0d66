package io.millrace.lake.schema;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.Vector;
import java.util.List;
import org.apache.iceberg.types.Type;

/** Scalars of one kind that are to land in a column, together with those of other kinds at other slots. */
record Part(Kind kind, Vector vector) {
    /** One vector in the form that {@code type} takes; the parts have no slot in common and all values fit. */
    static Vector merge(List<Part> parts, Type type) {
        if (parts.size() == 1 && Scalars.isNative(parts.get(0).kind, parts.get(0).vector, type)) {
            return parts.get(0).vector;
        }

        Column merged = new Column("merged");
        int[] next = new int[parts.size()];
        for (int part = first(parts, next); part >= 0; part = first(parts, next)) {
            append(parts.get(part), next[part]++, type, merged);
        }
        return merged.find(Kinds.of(type)).orElseThrow();
    }

    private static void append(Part part, int index, Type type, Column merged) {
        if (Kinds.isNested(part.kind)) {
            byte[] text =
                    JsonText.text(part.kind, part.vector, index).getBytes(java.nio.charset.StandardCharsets.UTF_8);
            merged.bytes(Kind.STRING).append(part.vector.slots()[index], text, 0, text.length);
        } else {
            Scalars.convert(part.kind, part.vector, index, type, merged);
        }
    }

    /** The part whose next value has the lowest slot, or -1 when all are used up. */
    private static int first(List<Part> parts, int[] next) {
        int found = -1;
        int lowest = Integer.MAX_VALUE;
        for (int p = 0; p < next.length; p++) {
            Vector vector = parts.get(p).vector;
            if (next[p] < vector.size() && vector.slots()[next[p]] < lowest) {
                lowest = vector.slots()[next[p]];
                found = p;
            }
        }
        return found;
    }
}
