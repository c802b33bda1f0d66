package io.millrace.lake.keys;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.deletes.DeletedPositions;
import io.millrace.lake.deletes.DeletionVectors;
import io.millrace.lake.deletes.Positions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.deletes.PositionDeleteIndex;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.util.StructLikeMap;

/**
 * Finds the rows of a table that have certain keys: in the files whose partition and statistics allow for any of them, by
 * their indexes.
 */
public final class KeyLookup {
    private final PrimaryKey key;
    private final KeyIndexes indexes;

    public KeyLookup(PrimaryKey key, KeyIndexes indexes) {
        this.key = requireNonNull(key, "key is null");
        this.indexes = requireNonNull(indexes, "indexes is null");
    }

    /**
     * The rows of a branch of the table that have the keys and are not deleted yet.
     *
     * @param branch of the table: {@code main} is what readers see
     * @param scan reads what has no index yet
     */
    public List<DeletedPositions> find(Table table, String branch, ChangedKeys keys, KeyIndexes.Scan scan) {
        if (table.snapshot(branch) == null || keys.size() == 0) {
            return List.of();
        }
        Schema schema = table.schema();
        Expression condition = keys.bounds().expression(schema);
        Candidates candidates = new Candidates(table.spec(), keys.sets());
        KeyReader reader = key.reader(schema);
        String fingerprint = key.fingerprint(schema);
        List<DeletedPositions> found = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table.newScan()
                .useRef(branch)
                .filter(condition)
                .includeColumnStats()
                .planFiles()) {
            for (FileScanTask task : tasks) {
                List<KeySet> sets = candidates.of(task);
                if (!sets.isEmpty()) {
                    KeyIndex index = indexes.of(task.file(), fingerprint, reader, scan);
                    found(table, task, index, sets).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Optional<DeletedPositions> found(Table table, FileScanTask task, KeyIndex index, List<KeySet> sets) {
        Positions hits = new Positions();
        sets.forEach(set -> index.find(set, hits::add));
        if (hits.size() == 0) {
            return Optional.empty();
        }
        PositionDeleteIndex before = DeletionVectors.read(table.io(), task.deletes());
        Positions live = new Positions();
        hits.stream().filter(position -> !before.isDeleted(position)).forEach(live::add);
        return live.size() == 0
                ? Optional.empty()
                : Optional.of(new DeletedPositions(task.file().copy(), before, live));
    }

    /** Which keys may be in a file. */
    private static final class Candidates {
        private final PartitionSpec spec;
        private final List<KeySet> sets;
        private final StructLikeMap<KeySet> byPartition;

        Candidates(PartitionSpec spec, List<KeySet> sets) {
            this.spec = spec;
            this.sets = sets;
            this.byPartition = StructLikeMap.create(spec.partitionType());
            sets.stream()
                    .filter(set -> set.partition().size() > 0)
                    .forEach(set -> byPartition.put(set.partition(), set));
        }

        List<KeySet> of(FileScanTask task) {
            if (byPartition.isEmpty() || task.file().specId() != spec.specId()) {
                return sets;
            }
            KeySet set = byPartition.get(task.file().partition());
            return set == null ? List.of() : List.of(set);
        }
    }
}
