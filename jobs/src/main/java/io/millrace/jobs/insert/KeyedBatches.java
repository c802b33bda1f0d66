package io.millrace.jobs.insert;

import io.millrace.kernel.BatchCursor;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.TargetColumn;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.keys.KeyBounds;
import io.millrace.lake.keys.KeyReader;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/** Reads of rows of a target what decides which of them replace each other. */
final class KeyedBatches {
    private final InsertSpec spec;
    private final WriteTarget target;
    private final CommitTimes commitTimes;
    private final KeyReader reader;
    private final KeyBounds bounds;
    private final Places places;

    KeyedBatches(InsertSpec spec, WriteTarget target, SchemaEvolution evolution, CommitTimes commitTimes) {
        Schema schema = evolution.schema();
        this.spec = spec;
        this.target = target;
        this.commitTimes = commitTimes;
        this.reader = spec.keyed().key().reader(schema);
        this.bounds = new KeyBounds(spec.keyed().key());
        this.places =
                new Places(target.table().spec(), schema, spec.keyed().key().uniqueness());
    }

    /** Takes rows in order. */
    interface Rows {
        /**
         * @param partition the number of the one that the row is in
         * @param high the first bits of its key
         * @param low the last bits
         * @param micros when its event happened; the least number if that is not known
         */
        void add(int partition, long high, int low, long micros);
    }

    /** Reads rows whose columns are {@link #columns}; the cursor is closed behind them. */
    void read(BatchCursor cursor, SchemaEvolution evolution, Rows rows) {
        Conformer conformer = new Conformer(evolution.copy());
        try (cursor) {
            for (Optional<Batch> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                Batch batch = conformer.conform(commitTimes.addTo(next.get()));
                reader.read(batch);
                bounds.add(batch, evolution.schema());
                int[] partitions = places.of(batch);
                long[] micros = eventTimes(batch);
                for (int row = 0; row < batch.rows(); row++) {
                    rows.add(partitions[row], reader.high(row), reader.low(row), micros[row]);
                }
            }
        }
    }

    KeyBounds bounds() {
        return bounds;
    }

    Places places() {
        return places;
    }

    /** The columns of a query's result that are read. */
    List<TargetColumn> columns(BoundSelect bound, Schema schema) {
        Set<String> needed = names(schema);
        needed.add(SystemColumns.EVENT_TIME);
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

    /** The columns of the key and of the partition, in lower case. */
    Set<String> names(Schema schema) {
        Set<String> names = new HashSet<>();
        spec.keyed().key().columns(schema).forEach(column -> names.add(lower(column.name())));
        for (PartitionField field : target.table().spec().fields()) {
            String path = schema.findColumnName(field.sourceId());
            names.add(lower(path.split("\\.", -1)[0]));
        }
        return names;
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
}
