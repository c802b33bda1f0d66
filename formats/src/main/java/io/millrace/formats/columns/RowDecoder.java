package io.millrace.formats.columns;

import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.decode.DecodeSettings;
import io.millrace.spi.decode.Decoder;

/** The rows of the current batch, for decoders that know the names of fields before their values. */
public abstract class RowDecoder implements Decoder {
    /** Nesting is bounded by the stack of the thread, whatever the settings say. */
    private static final int DEEPEST = 1000;

    protected final DecodeSettings settings;
    protected final Tree tree;
    protected final ObjectPlace root;

    private int rows;
    private long batchBytes;
    private long overflowed;
    private long unknown;

    protected RowDecoder(DecodeSettings settings) {
        this.settings = settings;
        tree = new Tree(settings);
        root = ObjectPlace.root(tree);
    }

    protected final int maxDepth() {
        return Math.min(settings.maxDepth(), DEEPEST);
    }

    /** Keeps what was appended to the slot {@link #rows} as a row. */
    protected final void keep(long bytes, int overflowedFields) {
        rows++;
        batchBytes += bytes;
        overflowed += overflowedFields;
    }

    /** Keeps many rows at once. */
    protected final void keepRows(int count, long bytes, int overflowedFields) {
        rows += count;
        batchBytes += bytes;
        overflowed += overflowedFields;
    }

    /** Counts fields below the current row that went into overflow columns. */
    protected final void countOverflowed(int fields) {
        overflowed += fields;
    }

    /** Counts a field that the schema of its record does not name. */
    protected final void countUnknown() {
        unknown++;
    }

    /** Takes back what was appended to the slot {@link #rows}. */
    protected final void drop() {
        tree.truncate(rows);
    }

    @Override
    public final int rows() {
        return rows;
    }

    @Override
    public final boolean full() {
        return rows >= settings.batchRows() || batchBytes >= settings.batchBytes();
    }

    @Override
    public final Batch batch() {
        return new Batch(rows, tree.columns());
    }

    @Override
    public final void reset() {
        rows = 0;
        batchBytes = 0;
        tree.columns().forEach(Column::clear);
    }

    /** Schemas and headers name every field once. */
    @Override
    public long duplicateKeys() {
        return 0;
    }

    @Override
    public final long overflowedFields() {
        return overflowed;
    }

    @Override
    public final long unknownFields() {
        return unknown;
    }
}
