package io.millrace.formats.parquet;

import io.millrace.formats.scan.Scan;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.apache.parquet.schema.PrimitiveType;

/** Values one after the other, as they are; also those of a dictionary. */
final class PlainValues implements PageValues {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final PrimitiveType type;
    private final byte[] page;
    private final int end;
    private final boolean ascii;
    private int at;
    private long bit;

    PlainValues(PrimitiveType type, byte[] page, int from, int end) {
        this.type = type;
        this.page = page;
        this.at = from;
        this.end = end;
        this.ascii = PageValues.areBytes(type) && Scan.ascii(page, from, end) == end;
    }

    @Override
    public void read(Window into, int count) throws IOException {
        switch (type.getPrimitiveTypeName()) {
            case BOOLEAN -> booleans(into.numbers, count);
            case INT32, FLOAT -> {
                int from = take((long) count * Integer.BYTES);
                for (int i = 0; i < count; i++) {
                    into.numbers[i] = (int) INTS.get(page, from + i * Integer.BYTES);
                }
            }
            case INT64, DOUBLE -> {
                int from = take((long) count * Long.BYTES);
                for (int i = 0; i < count; i++) {
                    into.numbers[i] = (long) Scan.LONGS.get(page, from + i * Long.BYTES);
                }
            }
            case BINARY -> texts(into, count);
            case INT96 -> fixed(into, count, 12);
            case FIXED_LEN_BYTE_ARRAY -> fixed(into, count, type.getTypeLength());
        }
    }

    private void booleans(long[] into, int count) throws IOException {
        if (bit + count > (long) (end - at) * Byte.SIZE) {
            throw cut();
        }
        for (int i = 0; i < count; i++, bit++) {
            into[i] = page[at + (int) (bit >> 3)] >> (bit & 7) & 1;
        }
    }

    private void texts(Window into, int count) throws IOException {
        lend(into);
        for (int i = 0; i < count; i++) {
            int length = (int) INTS.get(page, take(Integer.BYTES));
            into.starts[i] = take(length);
            into.ends[i] = at;
        }
    }

    private void fixed(Window into, int count, int length) throws IOException {
        lend(into);
        for (int i = 0; i < count; i++) {
            into.starts[i] = take(length);
            into.ends[i] = at;
        }
    }

    private void lend(Window into) {
        into.bytes = page;
        into.utf8 = ascii;
    }

    private int take(long length) throws IOException {
        if (length < 0 || length > end - at) {
            throw cut();
        }
        int from = at;
        at += (int) length;
        return from;
    }

    private static IOException cut() {
        return new IOException("a page ends within its values");
    }
}
