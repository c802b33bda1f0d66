package io.millrace.jobs.distinct;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.keys.SeenKeys;
import io.millrace.jobs.task.RelationScan;
import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.lake.keys.KeyHasher;
import io.millrace.lake.schema.Values;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.LongVector;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.Schema;

/** Drops the rows of one run whose key landed before, within the window or earlier in the run. */
public final class Deduplicator {
    private final DistinctBy by;
    private final SeenKeys seen;
    private final long commitTimeMicros;
    private final KeyHasher hasher = new KeyHasher();
    private long dropped;

    private Deduplicator(DistinctBy by, SeenKeys seen, long commitTimeMicros) {
        this.by = requireNonNull(by, "by is null");
        this.seen = requireNonNull(seen, "seen is null");
        this.commitTimeMicros = commitTimeMicros;
    }

    /** For a run; reads the keys of the window from the table if the worker does not have them. */
    public static Deduplicator begin(
            DistinctBy by, String jobId, SeenBefore before, long commitTimeMicros, TaskContext context) {
        SeenKeys seen = context.seenKeys(jobId);
        Deduplicator deduplicator = new Deduplicator(by, seen, commitTimeMicros);
        if (!before.files().isEmpty()) {
            seen.clear();
            before.files().forEach(files -> deduplicator.read(files, context));
        } else if (!seen.at().equals(before.run())) {
            throw new MillraceException(
                            ErrorCode.LAKE_UNAVAILABLE,
                            "Cannot tell repeated rows: what landed is no longer known here")
                    .withHint("it is read from the table again");
        }
        seen.leave();
        return deduplicator;
    }

    /** The rows that are to be written. */
    public Batch apply(Batch conformed, Schema schema) {
        List<List<Column>> parts = KeyColumns.find(by, conformed.columns(), schema);
        BitSet kept = new BitSet(conformed.rows());
        long cutoff = cutoff();
        for (int row = 0; row < conformed.rows(); row++) {
            boolean isNew = !hasher.hash(parts, row) || seen.add(hasher.high(), hasher.low(), commitTimeMicros, cutoff);
            kept.set(row, isNew);
        }
        int repeats = conformed.rows() - kept.cardinality();
        dropped += repeats;
        return repeats == 0 ? conformed : Values.keep(conformed, kept);
    }

    /** The run is written: if it is committed, the next one builds on it. */
    public void finish(String run) {
        seen.reached(run);
    }

    /** How many rows were dropped. */
    public long dropped() {
        return dropped;
    }

    private long cutoff() {
        return Math.max(0, commitTimeMicros - by.windowMicros());
    }

    private void read(TaskRelation relation, TaskContext context) {
        List<List<String>> paths = KeyColumns.paths(by, relation.schema());
        List<String> items = new ArrayList<>();
        paths.forEach(items::addAll);
        if (items.isEmpty()) {
            return;
        }
        String sql = "SELECT %s, epoch_us($commit_time) AS landed FROM landed WHERE epoch_us($commit_time) > %d"
                .formatted(String.join(", ", items), cutoff());
        try (RelationScan scan = RelationScan.open(relation, "deduplicate", sql, context)) {
            for (Optional<Batch> next = scan.cursor().next();
                    next.isPresent();
                    next = scan.cursor().next()) {
                add(next.get(), paths);
            }
        }
    }

    private void add(Batch batch, List<List<String>> paths) {
        List<List<Column>> parts = new ArrayList<>();
        int column = 0;
        for (List<String> part : paths) {
            parts.add(batch.columns().subList(column, column + part.size()));
            column += part.size();
        }
        LongVector landed = batch.columns().get(column).longs(Kind.BIGINT);
        for (int row = 0; row < batch.rows(); row++) {
            if (hasher.hash(parts, row)) {
                seen.add(hasher.high(), hasher.low(), landed.values()[landed.indexOf(row)], cutoff());
            }
        }
    }
}
