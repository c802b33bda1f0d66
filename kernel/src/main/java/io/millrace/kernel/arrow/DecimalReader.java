package io.millrace.kernel.arrow;

import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.DecimalVector;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.apache.arrow.vector.FieldVector;

/** Decimals of 128 bits. */
record DecimalReader(int scale) implements ColumnReader {
    private static final int WIDTH = 16;

    @Override
    public void read(FieldVector source, Rows rows, Column column) {
        DecimalVector out = column.decimals();
        int present = Presence.slots(source, rows, out);
        int at = out.size();
        LongBuffer data =
                FixedReaders.data(source, rows.base(), rows.limit(), WIDTH).asLongBuffer();
        long[] low = out.low();
        long[] high = out.high();
        int[] slots = out.slots();
        for (int i = at; i < at + present; i++) {
            low[i] = data.get(2 * slots[i]);
            high[i] = data.get(2 * slots[i] + 1);
        }
        Arrays.fill(out.scales(), at, at + present, (byte) scale);
        out.advance(present);
    }
}
