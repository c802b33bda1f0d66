package io.millrace.lake.parquet;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.storage.SpooledOutputFile.Abortable;
import io.millrace.spi.batch.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/**
 * Writes one Parquet file from conformed batches.
 *
 * <p>Columns of a batch are matched to fields of the schema by name, exactly; a column that a batch does not have is null.
 * Every column has values of one kind at most, the one that fits the field: BIGINT for int and long, DOUBLE for float and
 * double, DECIMAL at the scale of the type, BINARY for binary and fixed, and so on. A batch that is not so, or that lacks
 * a value of a required field, is an {@link IllegalStateException} that names the column, after which the file must be
 * {@linkplain #abort aborted}. So is a failure to write, an {@link UncheckedIOException}.
 *
 * <p>Batches are copied: the caller may reuse them at once. Confined to one thread; {@link EncodingHints} are not.
 */
public final class ParquetWriter {
    private static final int FOOTER_BYTES_A_CHUNK = 100;

    private final PositionOutputStream out;
    private final ParquetWriteOptions options;
    private final EncodingHints hints;
    private final PageCodec codec;
    private final Scope rowScope = new Scope();
    private final Levels rowLevels = new Levels("");
    private final List<RowGroup> rowGroups = new ArrayList<>();
    private Schema schema;
    private FieldNodes fields;
    private List<ColumnWriter> columns;
    private long groupRows;
    private long rows;
    private boolean closed;
    private boolean broken;

    private ParquetWriter(Schema schema, PositionOutputStream out, ParquetWriteOptions options, EncodingHints hints) {
        this.schema = schema;
        this.out = out;
        this.options = options;
        this.hints = hints;
        this.codec = new PageCodec(options.compression());
        build(List.of());
    }

    /**
     * Creates the file.
     *
     * @throws IllegalArgumentException if the schema has a type that cannot be written, or a struct without fields
     */
    public static ParquetWriter create(
            Schema schema, OutputFile file, ParquetWriteOptions options, EncodingHints hints) {
        requireNonNull(schema, "schema is null");
        requireNonNull(options, "options is null");
        requireNonNull(hints, "hints is null");
        PositionOutputStream out = file.create();
        try {
            ParquetWriter writer = new ParquetWriter(schema, out, options, hints);
            out.write(FileFooter.MAGIC);
            return writer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all rows of a batch. */
    public void write(Batch batch) {
        rowScope.everyRow(batch.rows());
        write(batch, batch.rows());
    }

    /** Writes the first {@code count} of {@code selected}: rows of the batch, strictly ascending. */
    public void write(Batch batch, int[] selected, int count) {
        for (int i = 0; i < count; i++) {
            if (selected[i] >= batch.rows() || selected[i] <= (i == 0 ? -1 : selected[i - 1])) {
                throw new IllegalArgumentException("Cannot write row: " + selected[i] + " of " + batch.rows());
            }
        }
        rowScope.someRows(selected, count);
        write(batch, count);
    }

    /** How many rows were written. */
    public long rows() {
        return rows;
    }

    /** How much memory is held between batches, in bytes: pages, open pages, dictionaries and buffers for compression. */
    public long bufferedBytes() {
        long bytes = codec.memory();
        for (int i = 0; i < columns.size(); i++) {
            bytes += columns.get(i).memory();
        }
        return bytes;
    }

    /** About how long the file would be if it were closed now; rather too much, as open pages shrink yet. */
    public long estimatedLength() {
        return position() + groupBytes() + (rowGroups.size() + 1L) * columns.size() * FOOTER_BYTES_A_CHUNK;
    }

    /**
     * Goes on with a schema that has gained fields, at any depth; the rows written so far are null there.
     *
     * @return false, and nothing has changed, when this file cannot take them: a row group is written already, more than
     *     fields were added, or a field is required that earlier rows lack. The caller then begins another file
     */
    public boolean addColumns(Schema wider) {
        requireOpen();
        Widening widening = new Widening(schema, wider);
        if (!rowGroups.isEmpty() || !widening.addsOnly() || (rows > 0 && !widening.addsOptional())) {
            return false;
        }

        List<ColumnWriter> before = columns;
        schema = wider;
        build(before);
        for (ColumnWriter column : columns) {
            if (rows > 0 && !before.contains(column)) {
                widening.backfill(column, before, rows);
            }
        }
        return true;
    }

    /**
     * Completes the file.
     *
     * @return what a table must know of it
     */
    public WrittenFile close() {
        requireOpen();
        closed = true;
        boolean complete = false;
        try (codec) {
            finishRowGroup();
            FileFooter.write(out, schema, rows, rowGroups, columns.size());
            long length = out.getPos();
            complete = true;
            out.close();
            return new WrittenFile(
                    length,
                    FileMetrics.of(rows, columns, schema, options.metrics()),
                    rowGroups.stream().map(RowGroup::getFile_offset).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!complete) {
                discard();
            }
        }
    }

    /** Gives up. What is left of the file is the caller's to delete. Does nothing once the file is closed. */
    public void abort() {
        if (closed) {
            return;
        }

        closed = true;
        try (codec) {
            discard();
        }
    }

    private void discard() {
        try {
            if (out instanceof Abortable abortable) {
                abortable.abort();
            } else {
                out.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("Cannot write to closed file");
        }
        if (broken) {
            throw new IllegalStateException("Cannot go on with file after a failed write");
        }
    }

    private long position() {
        try {
            return out.getPos();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long groupBytes() {
        long bytes = 0;
        for (int i = 0; i < columns.size(); i++) {
            bytes += columns.get(i).estimatedBytes();
        }
        return bytes;
    }

    private void build(List<ColumnWriter> existing) {
        Map<Integer, ColumnWriter> byId = new HashMap<>();
        existing.forEach(column -> byId.put(column.leaf().fieldId(), column));
        NodeBuilder builder = new NodeBuilder(
                leaf -> byId.computeIfAbsent(leaf.fieldId(), id -> new ColumnWriter(leaf, options, hints, codec)));
        fields = builder.build(schema.columns());
        columns = new ArrayList<>();
        fields.collect(columns);
    }

    private void write(Batch batch, int count) {
        requireOpen();
        broken = true;
        rowLevels.uniform(0, count);
        fields.write(batch.columns(), rowScope, rowLevels);
        broken = false;
        groupRows += count;
        rows += count;
        if (groupBytes() >= options.rowGroupBytes() || bufferedBytes() >= 2 * options.rowGroupBytes()) {
            finishRowGroup();
        }
    }

    private void finishRowGroup() {
        if (groupRows == 0) {
            return;
        }

        try {
            RowGroup group = new RowGroup();
            group.setFile_offset(out.getPos());
            group.setNum_rows(groupRows);
            group.setOrdinal((short) rowGroups.size());
            long plainBytes = 0;
            List<ColumnChunk> chunks = new ArrayList<>(columns.size());
            for (ColumnWriter column : columns) {
                ColumnChunk chunk = column.finishChunk(out);
                chunks.add(chunk);
                plainBytes += chunk.getMeta_data().getTotal_uncompressed_size();
            }
            group.setColumns(chunks);
            group.setTotal_byte_size(plainBytes);
            group.setTotal_compressed_size(out.getPos() - group.getFile_offset());
            rowGroups.add(group);
            groupRows = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
