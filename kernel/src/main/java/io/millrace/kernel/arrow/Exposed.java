package io.millrace.kernel.arrow;

import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.Vector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How SQL sees a column: one kind as it is; several kinds as text, nested values as JSON; decimals whose digits do not
 * fit one DECIMAL(38, s) as text too.
 */
final class Exposed {
    private static final int MAX_DIGITS = 38;

    private Exposed() {}

    static boolean isText(Column column) {
        List<Kind> kinds = column.kinds();
        return kinds.size() > 1 || (kinds.size() == 1 && isText(column, kinds.get(0)));
    }

    /** Whether the values of one kind have no common SQL type. */
    static boolean isText(Column column, Kind kind) {
        return kind == Kind.DECIMAL && scale((DecimalVector) column.find(kind).orElseThrow()) < 0;
    }

    /** The column itself, or one of texts if that is how it is seen. */
    static Column column(Column column, int count) {
        return isText(column) ? text(column, column.kinds(), count) : column;
    }

    /** The values of some kinds as texts. */
    static Column text(Column column, List<Kind> kinds, int count) {
        Column text = new Column(column.name());
        BytesVector out = text.bytes(Kind.STRING);
        int[] next = new int[kinds.size()];
        List<Vector> vectors = new ArrayList<>();
        kinds.forEach(kind -> vectors.add(column.find(kind).orElseThrow()));
        for (int slot = 0; slot < count; slot++) {
            for (int k = 0; k < next.length; k++) {
                Vector vector = vectors.get(k);
                if (next[k] < vector.size() && vector.slots()[next[k]] == slot) {
                    byte[] bytes = Values.text(kinds.get(k), vector, next[k]++).getBytes(StandardCharsets.UTF_8);
                    out.append(slot, bytes, 0, bytes.length);
                }
            }
        }
        return text;
    }

    /** The scale that every value can be written with in 38 digits, or -1. */
    static int scale(DecimalVector values) {
        int scale = 0;
        boolean mixed = false;
        for (int i = 0; i < values.size(); i++) {
            mixed |= values.scales()[i] != values.scales()[0];
            scale = Math.max(scale, values.scales()[i]);
        }
        for (int i = 0; mixed && i < values.size(); i++) {
            if (values.decimal(i).setScale(scale).precision() > MAX_DIGITS) {
                return -1;
            }
        }
        return scale;
    }
}
