package io.millrace.jobs.insert;

import io.millrace.kernel.BatchCursor;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.StoredResult;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.type.SqlText;
import io.millrace.lake.keys.ChangedKeys;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import java.util.BitSet;
import java.util.Optional;

/** Leaves of a run's result one row for each key, and none where that row deletes. */
final class KeyedRows {
    private final InsertSpec spec;
    private final SchemaEvolution evolution;
    private final KeyedBatches batches;

    KeyedRows(InsertSpec spec, WriteTarget target, SchemaEvolution evolution, CommitTimes commitTimes) {
        this.spec = spec;
        this.evolution = evolution;
        this.batches = new KeyedBatches(spec, target, evolution, commitTimes);
    }

    /** Removes the other rows from the result; returns the keys of all. */
    ChangedKeys reduce(StoredResult result, BoundSelect bound, KernelSession session) {
        BitSet deleting = deleting(result, bound, session);
        RunKeys keys = new RunKeys();
        BatchCursor rows = result.stream(Projection.into(bound, batches.columns(bound, evolution.schema())));
        batches.read(rows, evolution, keys::add);
        deleting.or(keys.dropped());
        result.remove(deleting.stream().asLongStream().toArray());
        return new ChangedKeys(keys.sets(batches.places().partitions()), batches.bounds());
    }

    private BitSet deleting(StoredResult result, BoundSelect bound, KernelSession session) {
        BitSet rows = new BitSet();
        for (int i = 0; i < spec.keyed().merge().conditions().size(); i++) {
            BoundSelect condition = condition(spec, i, bound, session);
            addTo(rows, session.stream(Projection.stored(condition), table -> result.relation(), RunTimes.NONE));
        }
        return rows;
    }

    /** Adds the numbers in the one column of rows; the cursor is closed behind them. */
    static void addTo(BitSet numbers, BatchCursor cursor) {
        try (cursor) {
            for (Optional<Batch> next = cursor.next(); next.isPresent(); next = cursor.next()) {
                LongVector found = next.get().columns().get(0).longs(Kind.BIGINT);
                for (int i = 0; i < found.size(); i++) {
                    numbers.set(Math.toIntExact(found.values()[i]));
                }
            }
        }
    }

    /** The rows of a result that fulfil the condition of a DELETE; throws what is wrong with it. */
    static BoundSelect condition(InsertSpec spec, int number, BoundSelect bound, KernelSession session) {
        MergeRules rules = spec.keyed().merge();
        io.millrace.sql.tree.SqlText written = rules.conditions().get(number);
        String sql = InsertedValues.of(spec).isPresent() ? InsertedValues.condition(number) : written.sql();
        SelectText text = new SelectText(sql, written.location())
                .within(
                        "SELECT " + StoredResult.ROW + " FROM " + SqlText.name(rules.source()) + " WHERE CAST((",
                        "\n) AS BOOLEAN)");
        return session.bind(session.analyze(text, NameDefaults.NONE), table -> StoredResult.relation(bound));
    }
}
