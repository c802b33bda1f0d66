package io.millrace.lake.keys;

import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.batch.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads the keys of rows as 96 bits each: a single whole number or moment as it is, mixed; anything else as the first bits of
 * its SHA-256, so that two keys share them no sooner than a disk errs. NULL is a value like others. Used by one thread.
 */
public final class KeyReader {
    private final List<String> names;
    private final List<Kind> kinds;
    private final KeyHasher hasher = new KeyHasher();
    private long[] high = new long[0];
    private int[] low = new int[0];

    KeyReader(List<String> names, List<Kind> kinds) {
        this.names = List.copyOf(names);
        this.kinds = List.copyOf(kinds);
    }

    /** Reads the keys of a batch; a column that it lacks is NULL. */
    public void read(Batch batch) {
        if (high.length < batch.rows()) {
            high = new long[batch.rows()];
            low = new int[batch.rows()];
        }
        List<List<Column>> parts = new ArrayList<>();
        for (String name : names) {
            parts.add(batch.column(name).stream().toList());
        }
        if (names.size() == 1 && isWhole(kinds.get(0))) {
            readNumbers(parts.get(0).stream().findFirst().flatMap(column -> column.find(kinds.get(0))), batch.rows());
        } else {
            hash(parts, batch.rows());
        }
    }

    /** The first 64 bits of the key of a row. */
    public long high(int row) {
        return high[row];
    }

    /** The last 32 bits of the key of a row. */
    public int low(int row) {
        return low[row];
    }

    private static boolean isWhole(Kind kind) {
        return switch (kind) {
            case BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMP_NTZ -> true;
            default -> false;
        };
    }

    private void readNumbers(Optional<Vector> column, int rows) {
        Arrays.fill(high, 0, rows, 0);
        Arrays.fill(low, 0, rows, 1);
        if (column.isPresent()) {
            LongVector vector = (LongVector) column.get();
            for (int i = 0; i < vector.size() && vector.slots()[i] < rows; i++) {
                high[vector.slots()[i]] = mix(vector.values()[i]);
                low[vector.slots()[i]] = 0;
            }
        }
    }

    private void hash(List<List<Column>> parts, int rows) {
        for (int row = 0; row < rows; row++) {
            boolean present = hasher.hash(parts, row);
            high[row] = present ? hasher.high() : 0;
            low[row] = present ? (int) (hasher.low() >>> 32) : 0;
        }
    }

    /** Spreads numbers evenly; no two become one. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }
}
