package io.millrace.jobs.insert;

import io.millrace.jobs.task.TaskContext;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.StoredResult;
import io.millrace.kernel.relation.DataFileRef;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.SqlText;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.deletes.DeletedPositions;
import io.millrace.lake.keys.ChangedKeys;
import io.millrace.lake.scan.ScannedFile;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.storage.FileCache;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.error.SourceLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.iceberg.Table;

/**
 * Applies the rows of a run one after the other to the rows of the target that have their keys, and leaves of the result those
 * that stand in the end. Rows of different keys are applied together.
 */
final class MergedRows {
    private static final SourceLocation PLACE = new SourceLocation("rows of the target", 1, 1);

    private final InsertSpec spec;
    private final Table table;
    private final String branch;
    private final SchemaEvolution evolution;
    private final TaskContext context;
    private final FileCache.Lease lease;
    private final KeyedBatches batches;

    /** @param lease keeps the files of the target local */
    MergedRows(
            InsertSpec spec,
            WriteTarget target,
            SchemaEvolution evolution,
            CommitTimes commitTimes,
            TaskContext context,
            FileCache.Lease lease) {
        this.spec = spec;
        this.table = target.table();
        this.branch = target.branch();
        this.evolution = evolution;
        this.context = context;
        this.lease = lease;
        this.batches = new KeyedBatches(spec, target, evolution, commitTimes);
    }

    /** Removes the other rows from the result; returns the keys whose row of the target goes. */
    ChangedKeys reduce(StoredResult result, BoundSelect bound, KernelSession session) {
        KeyGroups keys = new KeyGroups();
        batches.read(
                result.stream(Projection.into(bound, batches.columns(bound, evolution.schema()))), evolution, keys);
        MergeConditions conditions = new MergeConditions(spec, bound, table.schema(), session);
        BoundSelect known =
                session.bind(session.analyze(known(conditions), NameDefaults.NONE), use -> files(List.of()));
        RelationLookup matching = relation(keys);
        try (StoredResult current = session.store(known, matching, RunTimes.NONE)) {
            int[] found = matches(current, known, keys);
            MergeTurns turns = new MergeTurns(spec.keyed().merge(), conditions, keys, found.clone(), result, current);
            keys.turns().forEach(turns::apply);
            result.remove(turns.others().stream().asLongStream().toArray());
            BitSet changed = turns.changed(found);
            return new ChangedKeys(keys.sets(batches.places().partitions(), changed), batches.bounds());
        }
    }

    /** The columns of the target that decide: of the key, of the partition, and those that conditions name. */
    private SelectText known(MergeConditions conditions) {
        Set<String> deciding = batches.names(table.schema());
        String columns = Stream.concat(
                        table.schema().columns().stream()
                                .filter(field -> deciding.contains(field.name().toLowerCase(Locale.ROOT))),
                        conditions.columns().stream())
                .distinct()
                .map(field -> SqlText.name(field.name()))
                .collect(Collectors.joining(", "));
        return new SelectText("SELECT " + columns + " FROM target", PLACE);
    }

    /** The rows of the target that have any of the keys. */
    private RelationLookup relation(KeyGroups keys) {
        BitSet all = new BitSet();
        all.set(0, keys.size());
        ChangedKeys wanted = new ChangedKeys(keys.sets(batches.places().partitions(), all), batches.bounds());
        List<DeletedPositions> found =
                new TargetLookup(spec.keyed().key(), context.keyIndexes(), context).find(table, branch, wanted);
        List<ScannedFile> scanned = found.stream()
                .map(DeletedPositions::file)
                .map(file ->
                        new ScannedFile(file.location(), file.recordCount(), file.fileSizeInBytes(), 0, 0, List.of()))
                .toList();
        List<String> paths = lease.paths(table.io(), scanned);
        List<DataFileRef> refs = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            DeletedPositions rows = found.get(i);
            refs.add(DataFileRef.only(
                    paths.get(i), each -> rows.positions().stream().sorted().forEach(each)));
        }
        FileRelation relation = files(refs);
        return use -> relation;
    }

    private FileRelation files(List<DataFileRef> refs) {
        return new FileRelation(table.schema(), refs, SystemColumns.names());
    }

    /** The row of the target that each key has; less than 0 where it has none. */
    private int[] matches(StoredResult current, BoundSelect known, KeyGroups keys) {
        int[] matches = new int[keys.size()];
        Arrays.fill(matches, -1);
        int[] row = new int[1];
        batches.read(current.stream(Projection.stored(known)), evolution, (partition, high, low, micros) -> {
            int key = keys.find(partition, high, low);
            if (key >= 0) {
                matches[key] = row[0];
            }
            row[0]++;
        });
        return matches;
    }
}
