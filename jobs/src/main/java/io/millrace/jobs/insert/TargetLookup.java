package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.loop.RowLookup;
import io.millrace.jobs.task.RelationScan;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.kernel.type.SqlText;
import io.millrace.lake.deletes.DeletedPositions;
import io.millrace.lake.keys.ChangedKeys;
import io.millrace.lake.keys.KeyIndexes;
import io.millrace.lake.keys.KeyLookup;
import io.millrace.lake.keys.PrimaryKey;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.spi.batch.Batch;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;

/** Finds rows of a job's target, reading what has no index yet with the kernel. */
public final class TargetLookup implements RowLookup {
    private final PrimaryKey key;
    private final KeyIndexes indexes;
    private final TaskContext context;

    public TargetLookup(PrimaryKey key, KeyIndexes indexes, TaskContext context) {
        this.key = requireNonNull(key, "key is null");
        this.indexes = requireNonNull(indexes, "indexes is null");
        this.context = requireNonNull(context, "context is null");
    }

    @Override
    public List<DeletedPositions> find(Table table, String branch, ChangedKeys keys) {
        return new KeyLookup(key, indexes).find(table, branch, keys, (file, rows) -> read(table, file, rows));
    }

    private void read(Table table, DataFile file, Consumer<Batch> rows) {
        ScannedFile whole =
                new ScannedFile(file.location(), file.recordCount(), file.fileSizeInBytes(), 0, 0, List.of());
        TaskRelation relation = new TaskRelation(table.schema(), List.of(whole), table.io());
        String columns = key.columns(table.schema()).stream()
                .map(column -> SqlText.name(column.name()))
                .collect(Collectors.joining(", "));
        try (RelationScan scan = RelationScan.open(relation, "keys", "SELECT " + columns + " FROM data", context)) {
            for (Optional<Batch> next = scan.cursor().next();
                    next.isPresent();
                    next = scan.cursor().next()) {
                rows.accept(next.get());
            }
        }
    }
}
