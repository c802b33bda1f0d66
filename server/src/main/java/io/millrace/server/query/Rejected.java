package io.millrace.server.query;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.copy.Rejects;
import io.millrace.jobs.insert.LateRows;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.commit.JobToken;
import io.millrace.server.Result;
import io.millrace.server.define.Definitions;
import io.millrace.server.define.JobAnalyzer;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.metastore.Metastore;
import io.millrace.server.metastore.StoredJob;
import io.millrace.sql.tree.JobBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Counts of rejects and late rows: those that are there, from their tables; those that were replayed, from what jobs counted. */
final class Rejected implements RejectCounts {
    /** Reasons that differ only in numbers and in the character that was found are one. */
    private static final String OPEN = """
            SELECT job, code, CASE WHEN min(reason) = max(reason) THEN min(reason) ELSE alike END,
                arg_min(reason, kept), count(*), 0::BIGINT, min(kept) // 1000, max(kept) // 1000
            FROM (SELECT job, code, reason, epoch_us($commit_time) AS kept, %s AS replayed,
                duckdb.regexp_replace(
                    duckdb.regexp_replace(reason, 'found ''.''', 'found …'), '\\b(0x[0-9A-F]+|[0-9]+)\\b', '…', 'g') AS alike
                FROM %s)
            WHERE kept > replayed GROUP BY job, code, alike ORDER BY ALL
            """;

    private static final String LATE = """
            SELECT job, CAST(NULL AS VARCHAR), reason, min(source_row), count(*), 0::BIGINT,
                min(epoch_us($commit_time)) // 1000, max(epoch_us($commit_time)) // 1000
            FROM %s GROUP BY job, reason ORDER BY ALL
            """;

    private static final String REPLAYED =
            "SELECT j.name, r.code, r.total, r.last FROM replayed r JOIN job j ON j.id = r.job_id ORDER BY 1, 2";

    private final Function<String, Result.Table> query;
    private final Definitions definitions;
    private final Metastore metastore;
    private final Function<TableName, Optional<LakeTable>> tables;

    Rejected(
            Function<String, Result.Table> query,
            Definitions definitions,
            Metastore metastore,
            Function<TableName, Optional<LakeTable>> tables) {
        this.query = requireNonNull(query, "query is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.metastore = requireNonNull(metastore, "metastore is null");
        this.tables = requireNonNull(tables, "tables is null");
    }

    @Override
    public List<List<Object>> rows() {
        List<List<Object>> rows = new ArrayList<>();
        for (TableName name : definitions.tables()) {
            if (name.table().endsWith(Rejects.SUFFIX)) {
                open(name, OPEN.formatted(replayed(name), quoted(name)), rows);
            } else if (name.table().endsWith(LateRows.SUFFIX)) {
                open(name, LATE.formatted(quoted(name)), rows);
            }
        }
        for (List<Object> counted : metastore.rows(REPLAYED)) {
            rejects(counted.get(0).toString())
                    .ifPresent(table -> rows.add(SystemTables.row(
                            table.toString(),
                            counted.get(0),
                            counted.get(1),
                            null,
                            null,
                            0L,
                            counted.get(2),
                            null,
                            counted.get(3))));
        }
        return rows;
    }

    private void open(TableName name, String sql, List<List<Object>> rows) {
        try (Result.Table counts = query.apply(sql)) {
            while (counts.next()) {
                List<Object> row = new ArrayList<>(List.of(name.toString()));
                for (int i = 0; i < counts.columns().size(); i++) {
                    row.add(counts.value(i).orElse(null));
                }
                rows.add(row);
            }
        }
    }

    private Optional<TableName> rejects(String job) {
        return definitions.jobs().stream()
                .filter(known -> known.name().equals(job) && known.statement().body() instanceof JobBody.Copy)
                .map(JobDefinition::target)
                .map(JobAnalyzer::rejects)
                .findFirst();
    }

    /**
     * SQL for the commit time up to which the rejects of a row's job have been replayed, in microseconds: for those that are
     * about to be removed.
     */
    private String replayed(TableName rejects) {
        TableName staging = new TableName(
                rejects.catalog(),
                rejects.schema(),
                rejects.table().substring(0, rejects.table().length() - Rejects.SUFFIX.length()));
        Optional<LakeTable> table = tables.apply(staging);
        StringBuilder sql = new StringBuilder("CASE job");
        for (StoredJob job : metastore.jobs()) {
            long micros = table.flatMap(found -> found.token(job.id()))
                    .map(JobToken::replayedMicros)
                    .orElse(0L);
            sql.append(" WHEN '%s' THEN %d".formatted(job.name().replace("'", "''"), micros));
        }
        return sql.append(" WHEN NULL THEN 0 ELSE 0 END").toString();
    }

    private static String quoted(TableName name) {
        return "\"%s\".\"%s\".\"%s\"".formatted(name.catalog(), name.schema(), name.table());
    }
}
