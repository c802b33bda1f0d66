package io.millrace.formats.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;

/** A column of the file, whose reader changes from row group to row group. */
final class Leaf {
    /** Appends the current value of a reader. */
    interface Appender {
        void append(ColumnReader reader, int slot);
    }

    private final ColumnDescriptor column;
    private final Appender appender;
    private ColumnReader reader;
    private long left;
    private boolean atEnd;

    Leaf(ColumnDescriptor column, Appender appender) {
        this.column = column;
        this.appender = appender;
    }

    ColumnDescriptor column() {
        return column;
    }

    void begin(ColumnReader rowGroup, long values) {
        reader = rowGroup;
        left = values;
        atEnd = values == 0;
    }

    boolean atEnd() {
        return atEnd;
    }

    int definition() {
        requireMore();
        return reader.getCurrentDefinitionLevel();
    }

    /** Zero at the end. */
    int repetition() {
        return atEnd ? 0 : reader.getCurrentRepetitionLevel();
    }

    void append(int slot) {
        appender.append(reader, slot);
    }

    void consume() {
        requireMore();
        reader.consume();
        left--;
        atEnd = left == 0;
    }

    private void requireMore() {
        if (atEnd) {
            throw new IllegalStateException(
                    "column " + String.join(".", column.getPath()) + " has fewer values than rows");
        }
    }
}
