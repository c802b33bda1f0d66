package io.millrace.formats.parquet;

import io.millrace.formats.scan.Utf8;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.schema.PrimitiveType;

/** The dictionary of a column in a row group, which is looked at once for all its pages. */
final class DictionaryValues {
    private final boolean wide;
    private final Window entries = new Window();
    private final int size;
    private int[] places = {};

    DictionaryValues(DictionaryPage page, PrimitiveType type) throws IOException {
        wide = PageValues.areBytes(type);
        size = page.getDictionarySize();
        ByteBuffer bytes =
                page.getBytes().toInputStream().slice((int) page.getBytes().size());
        int from = bytes.arrayOffset() + bytes.position();
        entries.makeRoom(size, wide);
        new PlainValues(type, bytes.array(), from, from + bytes.remaining()).read(entries, size);
        for (int i = 0; wide && !entries.utf8; i++) {
            if (i == size) {
                entries.utf8 = true;
            } else if (Utf8.findInvalid(entries.bytes, entries.starts[i], entries.ends[i]) != Utf8.INVALID) {
                break;
            }
        }
    }

    /** The values of a page that has places in this dictionary, in {@code page[from, end)}. */
    PageValues values(byte[] page, int from, int end) throws IOException {
        if (from >= end) {
            return (into, count) -> {
                throw new IOException("a page ends before its values");
            };
        }
        Hybrid numbers = new Hybrid(page, from + 1, end, page[from]);
        return (into, count) -> read(numbers, into, count);
    }

    private void read(Hybrid numbers, Window into, int count) throws IOException {
        if (places.length < count) {
            places = new int[count];
        }
        numbers.read(places, count);
        for (int i = 0; i < count; i++) {
            if (places[i] < 0 || places[i] >= size) {
                throw new IOException("a value is at place " + places[i] + " of a dictionary of " + size);
            }
        }
        if (!wide) {
            for (int i = 0; i < count; i++) {
                into.numbers[i] = entries.numbers[places[i]];
            }
            return;
        }
        into.bytes = entries.bytes;
        into.utf8 = entries.utf8;
        for (int i = 0; i < count; i++) {
            into.starts[i] = entries.starts[places[i]];
            into.ends[i] = entries.ends[places[i]];
        }
    }
}
