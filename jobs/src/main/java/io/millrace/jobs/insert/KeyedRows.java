package io.millrace.jobs.insert;

import io.millrace.kernel.BatchCursor;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.StoredResult;
import io.millrace.kernel.TargetColumn;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.SqlText;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.keys.ChangedKeys;
import io.millrace.lake.keys.KeyBounds;
import io.millrace.lake.keys.KeyReader;
import io.millrace.lake.keys.PrimaryKey.Uniqueness;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.write.Partitioner;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/** Leaves of a run's result one row for each key, and none where that row deletes. */
final class KeyedRows {
    private static final String SOURCE = "source";

    private final InsertSpec spec;
    private final Keyed keyed;
    private final WriteTarget target;
    private final SchemaEvolution evolution;
    private final CommitTimes commitTimes;

    /** @param keyed how the rows replace those of the target */
    KeyedRows(InsertSpec spec, Keyed keyed, WriteTarget target, SchemaEvolution evolution, CommitTimes commitTimes) {
        this.spec = spec;
        this.keyed = keyed;
        this.target = target;
        this.evolution = evolution;
        this.commitTimes = commitTimes;
    }

    /** Removes the other rows from the result; returns the keys of all. */
    ChangedKeys reduce(StoredResult result, BoundSelect bound, KernelSession session) {
        BitSet deleting = deleting(result, bound, session);
        Schema schema = evolution.schema();
        KeyReader reader = keyed.key().reader(schema);
        KeyBounds bounds = new KeyBounds(keyed.key());
        RunKeys keys = new RunKeys();
        Places places = new Places(target.table().spec(), schema, keyed.key().uniqueness());
        Conformer conformer = new Conformer(evolution.copy());
        int rows = 0;
        try (BatchCursor cursor = result.stream(Projection.into(bound, keyColumns(bound)))) {
            for (Optional<Batch> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                Batch batch = conformer.conform(commitTimes.addTo(next.get()));
                reader.read(batch);
                bounds.add(batch, schema);
                int[] partitions = places.of(batch);
                long[] micros = eventTimes(batch);
                for (int row = 0; row < batch.rows(); row++) {
                    keys.add(partitions[row], reader.high(row), reader.low(row), micros[row], rows + row);
                }
                rows += batch.rows();
            }
        }
        deleting.or(keys.dropped());
        result.remove(deleting.stream().asLongStream().toArray());
        return new ChangedKeys(keys.sets(places.partitions()), bounds);
    }

    private BitSet deleting(StoredResult result, BoundSelect bound, KernelSession session) {
        BitSet rows = new BitSet();
        if (!keyed.deletes()) {
            return rows;
        }
        BoundSelect condition = condition(keyed, bound, session);
        try (BatchCursor cursor =
                session.stream(Projection.stored(condition), table -> result.relation(), RunTimes.NONE)) {
            for (Optional<Batch> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                LongVector found = next.get().columns().get(0).longs(Kind.BIGINT);
                for (int i = 0; i < found.size(); i++) {
                    rows.set(Math.toIntExact(found.values()[i]));
                }
            }
        }
        return rows;
    }

    /** The rows of a result that delete; throws what is wrong with the condition. */
    static BoundSelect condition(Keyed keyed, BoundSelect bound, KernelSession session) {
        String name = keyed.source().isEmpty() ? SOURCE : keyed.source();
        SelectText text = new SelectText(keyed.deleteWhen(), keyed.location())
                .within(
                        "SELECT " + StoredResult.ROW + " FROM " + SqlText.name(name) + " WHERE CAST((",
                        ") AS BOOLEAN)");
        return session.bind(session.analyze(text, NameDefaults.NONE), table -> StoredResult.relation(bound));
    }

    /** The columns that decide which row stands and where it goes. */
    private List<TargetColumn> keyColumns(BoundSelect bound) {
        Schema schema = evolution.schema();
        Set<String> needed = new HashSet<>();
        needed.add(SystemColumns.EVENT_TIME);
        keyed.key().columns(schema).forEach(column -> needed.add(lower(column.name())));
        for (PartitionField field : target.table().spec().fields()) {
            String path = schema.findColumnName(field.sourceId());
            needed.add(lower(path.split("\\.", -1)[0]));
        }
        List<TargetColumn> columns = new ArrayList<>();
        ColumnMapping.targets(spec, bound, schema).stream()
                .filter(column -> needed.contains(lower(column.name())))
                .forEach(columns::add);
        for (int i = 0; i < bound.columns().size(); i++) {
            if (bound.columns().get(i).name().equals(InsertQuery.EVENT_TIME)) {
                columns.add(new TargetColumn(i, InsertQuery.EVENT_TIME, Types.TimestampType.withZone()));
            }
        }
        return columns;
    }

    /** Rows without an event time are before all others. */
    private static long[] eventTimes(Batch batch) {
        long[] micros = new long[batch.rows()];
        Arrays.fill(micros, Long.MIN_VALUE);
        for (Column column : batch.columns()) {
            if (column.name().equals(SystemColumns.EVENT_TIME) || column.name().equals(InsertQuery.EVENT_TIME)) {
                LongVector times = column.longs(Kind.TIMESTAMP);
                for (int i = 0; i < times.size(); i++) {
                    micros[times.slots()[i]] = times.values()[i];
                }
            }
        }
        return micros;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** In which partition a row replaces others. */
    private static final class Places {
        private final PartitionSpec spec;
        private final Partitioner partitioner;
        private final boolean everywhere;
        private final List<PartitionData> partitions = new ArrayList<>();
        private int[] numbers = new int[0];

        Places(PartitionSpec spec, Schema schema, Uniqueness uniqueness) {
            this.spec = spec;
            this.partitioner = new Partitioner(spec, schema);
            this.everywhere = spec.isUnpartitioned() || uniqueness == Uniqueness.TABLE;
            if (everywhere) {
                partitions.add(new PartitionData(PartitionSpec.unpartitioned().partitionType()));
            }
        }

        int[] of(Batch batch) {
            if (numbers.length < batch.rows()) {
                numbers = new int[batch.rows()];
            }
            if (!everywhere) {
                partitioner.assign(batch, numbers);
                for (int row = 0; row < batch.rows(); row++) {
                    while (partitions.size() <= numbers[row]) {
                        partitions.add(
                                new PartitionData(spec.partitionType()).copyFor(partitioner.key(partitions.size())));
                    }
                }
            }
            return numbers;
        }

        List<PartitionData> partitions() {
            return partitions;
        }
    }
}
