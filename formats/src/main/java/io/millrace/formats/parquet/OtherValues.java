package io.millrace.formats.parquet;

import static org.apache.parquet.column.ValuesType.VALUES;

import java.io.IOException;
import org.apache.parquet.CorruptDeltaByteArrays;
import org.apache.parquet.VersionParser.ParsedVersion;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.RequiresPreviousReader;
import org.apache.parquet.column.values.ValuesReader;

/** Values in encodings that are rare, by the library's readers. */
final class OtherValues implements PageValues {
    private final ColumnDescriptor column;
    private final ValuesReader reader;

    /**
     * @param previous of the page before, which some old writers' pages go on from
     * @param count of the values in {@code page}
     */
    OtherValues(
            ColumnDescriptor column,
            Encoding encoding,
            ParsedVersion writer,
            PageValues previous,
            int count,
            ByteBufferInputStream page)
            throws IOException {
        this.column = column;
        reader = encoding.getValuesReader(column, VALUES);
        reader.initFromPage(count, page);
        if (CorruptDeltaByteArrays.requiresSequentialReads(writer, encoding)
                && previous instanceof OtherValues other
                && reader instanceof RequiresPreviousReader sequel) {
            sequel.setPreviousReader(other.reader);
        }
    }

    @Override
    public void read(Window into, int count) {
        int at = 0;
        into.utf8 = false;
        into.bytes = new byte[0];
        for (int i = 0; i < count; i++) {
            switch (column.getPrimitiveType().getPrimitiveTypeName()) {
                case BOOLEAN -> into.numbers[i] = reader.readBoolean() ? 1 : 0;
                case INT32 -> into.numbers[i] = reader.readInteger();
                case INT64 -> into.numbers[i] = reader.readLong();
                case FLOAT -> into.numbers[i] = Float.floatToRawIntBits(reader.readFloat());
                case DOUBLE -> into.numbers[i] = Double.doubleToRawLongBits(reader.readDouble());
                case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> {
                    into.append(i, at, reader.readBytes().getBytes());
                    at = into.ends[i];
                }
            }
        }
    }
}
