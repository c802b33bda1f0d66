package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.task.TaskContext;
import io.millrace.jobs.task.TaskRelation;
import io.millrace.kernel.BatchCursor;
import io.millrace.kernel.BoundSelect;
import io.millrace.kernel.KernelSession;
import io.millrace.kernel.Projection;
import io.millrace.kernel.RelationLookup;
import io.millrace.kernel.TargetColumn;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RunTimes;
import io.millrace.lake.schema.Conformer;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.storage.FileCache;
import io.millrace.lake.write.TableWriter;
import io.millrace.lake.write.WriteSettings;
import io.millrace.lake.write.WriteTarget;
import io.millrace.spi.batch.Batch;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Keeps the rows of a run that no window takes: those that came too late, and those without an event time.
 *
 * @param table that keeps them
 */
public record LateRows(WriteTarget table) implements Serializable {
    /** Appended to the name of the target. */
    public static final String SUFFIX = "__late";

    /** The columns of a table of late rows. */
    public static final Schema SCHEMA = new Schema(
            NestedField.optional(
                    1, "_event_time", Types.TimestampType.withZone(), "when the event of the row happened"),
            NestedField.optional(2, "_commit_time", Types.TimestampType.withZone(), "when the row was kept here"),
            NestedField.optional(3, "job", Types.StringType.get(), "the job whose windows did not take it"),
            NestedField.optional(4, "reason", Types.StringType.get(), "'late' or 'no event time'"),
            NestedField.optional(
                    5, "row_commit_time", Types.TimestampType.withZone(), "when the row became part of its table"),
            NestedField.optional(
                    6, "watermark", Types.TimestampType.withZone(), "up to which events were known before that commit"),
            NestedField.optional(7, "source_row", Types.StringType.get(), "the row, JSON"));

    public LateRows {
        requireNonNull(table, "table is null");
    }

    /** What was written. */
    record Written(List<DataFile> files, long rows) {
        static final Written NOTHING = new Written(List.of(), 0);
    }

    /**
     * @param relation the table of the query, of which only those rows are read
     * @param prefix of the names of the files
     */
    Written write(
            TaskRelation relation,
            InsertSpec spec,
            AnalyzedSelect select,
            RunTimes times,
            CommitTimes commitTimes,
            String prefix,
            FileCache.Lease lease,
            KernelSession session,
            TaskContext context)
            throws InterruptedException {
        Relation local = relation.relation(lease);
        RelationLookup lookup = use -> local;
        BoundSelect bound = session.bind(session.late(select, spec.defaults(), spec.jobName()), lookup);
        SchemaEvolution evolution = table.evolution().copy();
        List<TargetColumn> columns = IntStream.range(0, bound.columns().size())
                .mapToObj(i -> new TargetColumn(
                        i,
                        bound.columns().get(i).name(),
                        evolution.schema().findType(bound.columns().get(i).name())))
                .toList();
        long rows = 0;
        try (BatchCursor cursor = session.stream(Projection.into(bound, columns), lookup, times)) {
            Optional<Batch> next = cursor.next();
            if (next.isEmpty()) {
                return Written.NOTHING;
            }
            Conformer conformer = new Conformer(evolution);
            try (TableWriter writer = new TableWriter(
                    table,
                    prefix,
                    WriteSettings.DEFAULT,
                    context.hints(table.table().name()))) {
                for (; next.isPresent(); next = cursor.next()) {
                    Batch conformed = conformer.conform(commitTimes.addTo(next.get()));
                    writer.write(conformed, evolution.schema());
                    rows += conformed.rows();
                }
                return new Written(writer.finish(), rows);
            }
        }
    }
}
