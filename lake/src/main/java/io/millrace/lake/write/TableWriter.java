package io.millrace.lake.write;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.parquet.Compression;
import io.millrace.lake.parquet.EncodingHints;
import io.millrace.lake.parquet.ParquetWriteOptions;
import io.millrace.lake.parquet.ParquetWriter;
import io.millrace.lake.parquet.WrittenFile;
import io.millrace.lake.storage.SpooledOutputFile;
import io.millrace.spi.batch.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.OutputFile;

/**
 * Writes conformed batches as the data files of one task: a file per partition, more when one grows beyond the target
 * size. Nothing is part of the table before the files are committed. Not safe for use by two threads.
 */
public final class TableWriter implements AutoCloseable {
    private final Table table;
    private final PartitionSpec spec;
    private final String prefix;
    private final WriteSettings settings;
    private final EncodingHints hints;
    private final Partitioner partitioner;
    private final Map<Integer, OpenFile> open = new LinkedHashMap<>(16, 0.75f, true);
    private final List<DataFile> closed = new ArrayList<>();
    private Schema schema;
    private int files;
    private boolean finished;
    private int[] partitionOfRow = new int[0];
    private int[] selection = new int[0];

    /** @param prefix of the files' names; names job, run and attempt, so that no file is ever written twice */
    public TableWriter(WriteTarget target, String prefix, WriteSettings settings, EncodingHints hints) {
        this.table = target.table();
        this.spec = table.spec();
        this.schema = target.evolution().schema();
        this.prefix = requireNonNull(prefix, "prefix is null");
        this.settings = requireNonNull(settings, "settings is null");
        this.hints = requireNonNull(hints, "hints is null");
        this.partitioner = new Partitioner(spec, schema);
    }

    /** @param columns the schema to which the batch was conformed: the last one or a wider one */
    public void write(Batch batch, Schema columns) {
        if (!columns.sameSchema(schema)) {
            widen(columns);
        }
        if (spec.isUnpartitioned()) {
            file(0).writer.write(batch);
        } else {
            writePartitioned(batch);
        }
        boundMemory();
    }

    /** Completes the files; the task's result. */
    public List<DataFile> finish() {
        List.copyOf(open.keySet()).forEach(this::closeFile);
        finished = true;
        return List.copyOf(closed);
    }

    /** Deletes what was written, unless {@link #finish} was called. */
    @Override
    public void close() {
        if (finished) {
            return;
        }
        for (OpenFile file : open.values()) {
            file.writer.abort();
            table.io().deleteFile(file.location);
        }
        open.clear();
        closed.forEach(file -> table.io().deleteFile(file.location()));
        closed.clear();
    }

    private void writePartitioned(Batch batch) {
        if (partitionOfRow.length < batch.rows()) {
            partitionOfRow = new int[batch.rows()];
            selection = new int[batch.rows()];
        }
        if (batch.rows() == 0) {
            return;
        }
        int single = partitioner.assign(batch, partitionOfRow);
        if (single >= 0) {
            file(single).writer.write(batch);
            return;
        }

        boolean[] done = new boolean[batch.rows()];
        for (int row = 0; row < batch.rows(); row++) {
            if (!done[row]) {
                int partition = partitionOfRow[row];
                int count = 0;
                for (int other = row; other < batch.rows(); other++) {
                    if (partitionOfRow[other] == partition) {
                        selection[count++] = other;
                        done[other] = true;
                    }
                }
                file(partition).writer.write(batch, selection, count);
            }
        }
    }

    private OpenFile file(int partition) {
        OpenFile file = open.get(partition);
        if (file == null) {
            if (open.size() >= settings.openFiles()) {
                closeFile(open.keySet().iterator().next());
            }
            file = create(partition);
            open.put(partition, file);
        }
        return file;
    }

    private OpenFile create(int partition) {
        String name = FileFormat.PARQUET.addExtension(prefix + "-" + files++);
        StructLike key = spec.isUnpartitioned() ? null : partitioner.key(partition);
        String location = key == null
                ? table.locationProvider().newDataLocation(name)
                : table.locationProvider().newDataLocation(spec, key, name);
        OutputFile output = SpooledOutputFile.of(table.io(), location);
        ParquetWriteOptions options = ParquetWriteOptions.defaults()
                .withCompression(Compression.of(table.properties()))
                .withMetrics(MetricsConfig.forTable(table));
        return new OpenFile(location, key, ParquetWriter.create(schema, output, options, hints));
    }

    private void closeFile(int partition) {
        OpenFile file = open.get(partition);
        WrittenFile written = file.writer.close();
        open.remove(partition);
        DataFiles.Builder builder = DataFiles.builder(spec)
                .withPath(file.location)
                .withFormat(FileFormat.PARQUET)
                .withFileSizeInBytes(written.length())
                .withMetrics(written.metrics())
                .withSplitOffsets(written.splitOffsets());
        if (file.key != null) {
            builder.withPartition(file.key);
        }
        closed.add(builder.build());
    }

    private void widen(Schema columns) {
        schema = columns;
        for (int partition : List.copyOf(open.keySet())) {
            if (!open.get(partition).writer.addColumns(columns)) {
                closeFile(partition);
            }
        }
    }

    private void boundMemory() {
        long buffered = 0;
        for (int partition : List.copyOf(open.keySet())) {
            ParquetWriter writer = open.get(partition).writer;
            if (writer.estimatedLength() >= settings.targetFileBytes()) {
                closeFile(partition);
            } else {
                buffered += writer.bufferedBytes();
            }
        }
        while (buffered > settings.memoryBytes()) {
            int largest = largest();
            buffered -= open.get(largest).writer.bufferedBytes();
            closeFile(largest);
        }
    }

    private int largest() {
        int largest = -1;
        long most = -1;
        for (Map.Entry<Integer, OpenFile> entry : open.entrySet()) {
            if (entry.getValue().writer.bufferedBytes() > most) {
                most = entry.getValue().writer.bufferedBytes();
                largest = entry.getKey();
            }
        }
        return largest;
    }

    private record OpenFile(String location, StructLike key, ParquetWriter writer) {}
}
