package io.millrace.formats.parquet;

import org.apache.parquet.column.ColumnDescriptor;

/** A column of the file, whose reader changes from row group to row group. */
final class Leaf {
    /** Appends the current value of a reader. */
    interface Appender {
        void append(ChunkReader reader, int slot);
    }

    private final ColumnDescriptor column;
    private final Appender appender;
    private ChunkReader reader;
    private long left;
    private boolean atEnd;

    Leaf(ColumnDescriptor column, Appender appender) {
        this.column = column;
        this.appender = appender;
    }

    ColumnDescriptor column() {
        return column;
    }

    void begin(ChunkReader rowGroup, long values) {
        reader = rowGroup;
        left = values;
        atEnd = values == 0;
    }

    boolean atEnd() {
        return atEnd;
    }

    int definition() {
        requireMore();
        return reader.definition();
    }

    /** Zero at the end. */
    int repetition() {
        return atEnd ? 0 : reader.repetition();
    }

    void append(int slot) {
        appender.append(reader, slot);
    }

    void consume() {
        requireMore();
        left--;
        atEnd = left == 0;
        reader.next(!atEnd);
    }

    private void requireMore() {
        if (atEnd) {
            throw new IllegalStateException(
                    "column " + String.join(".", column.getPath()) + " has fewer values than rows");
        }
    }
}
