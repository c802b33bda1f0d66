package io.millrace.server.lineage;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.KernelSession;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.server.define.Definitions;
import io.millrace.server.define.JobDefinition;
import io.millrace.spi.error.ErrorKind;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.tree.JobBody;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.Schema;

/** The lineage of all jobs, by the present schemas of their tables. */
public final class Lineages {
    private final Definitions definitions;
    private final Supplier<KernelSession> sessions;
    private final Function<TableName, Optional<LakeTable>> tables;

    public Lineages(
            Definitions definitions,
            Supplier<KernelSession> sessions,
            Function<TableName, Optional<LakeTable>> tables) {
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.sessions = requireNonNull(sessions, "sessions is null");
        this.tables = requireNonNull(tables, "tables is null");
    }

    /**
     * Rows of {@code system.information_schema.lineage}. A job whose query cannot be understood yet, as a column is still to
     * be discovered, has none.
     */
    public List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        try (KernelSession session = sessions.get()) {
            for (JobDefinition job : definitions.jobs()) {
                of(job, session).forEach(row -> rows.add(row(job, row)));
            }
        }
        return rows;
    }

    private List<LineageRow> of(JobDefinition job, KernelSession session) {
        Optional<Schema> target =
                tables.apply(job.target()).map(table -> table.refresh().schema());
        if (target.isEmpty()) {
            return List.of();
        }
        try {
            return job.statement().body() instanceof JobBody.Copy copy
                    ? new CopyLineage(session).of(job, copy, target.get())
                    : new InsertLineage(session, tables).of(job, target.get());
        } catch (MillraceException e) {
            if (e.kind() == ErrorKind.USER) {
                return List.of();
            }
            throw e;
        }
    }

    private static List<Object> row(JobDefinition job, LineageRow row) {
        TableName target = job.target();
        return Arrays.asList(
                job.name(),
                row.table().map(TableName::catalog).orElse(null),
                row.table().map(TableName::schema).orElse(null),
                row.table().map(TableName::table).orElse(null),
                row.connection().orElse(null),
                row.field().orElse(null),
                target.catalog(),
                target.schema(),
                target.table(),
                row.column().orElse(null),
                row.place().orElse(null),
                row.transformation().name().toLowerCase(Locale.ROOT),
                row.expression().orElse(null));
    }
}
