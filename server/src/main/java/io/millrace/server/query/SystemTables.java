package io.millrace.server.query;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.copy.Rejects;
import io.millrace.jobs.task.EventLag;
import io.millrace.kernel.relation.BatchRelation;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.lake.LakeTable;
import io.millrace.lake.TableName;
import io.millrace.lake.stats.TableStatistics;
import io.millrace.server.define.Definitions;
import io.millrace.server.define.JobDefinition;
import io.millrace.server.define.TableDefinition;
import io.millrace.server.lineage.Lineages;
import io.millrace.server.metastore.Metastore;
import io.millrace.sql.tree.Expectation;
import io.millrace.sql.tree.JobBody;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types.NestedField;

/** What Millrace knows of itself, as tables: {@code system.information_schema.*} and {@code system.monitoring.*}. */
public final class SystemTables {
    /** The catalog of the system tables. */
    public static final String CATALOG = "system";

    private static final String BACKFILLING = "CASE WHEN b.error = '' THEN 'BACKFILLING version ' || b.version"
            + " || coalesce(' up to ' || datetime(b.reached / 1000, 'unixepoch'), '')"
            + " ELSE b.state || ' version ' || b.version || ': ' || b.error END";
    private static final String BACKFILLS =
            "SELECT j.name, b.version, b.state, coalesce(t.rows, 0), coalesce(t.runs, 0),"
                    + " b.reached, a.behind_millis, nullif(b.error, ''), b.created, b.sql FROM backfill b"
                    + " JOIN job j ON j.id = b.job_id LEFT JOIN job_total t ON t.job_id = b.shadow_id"
                    + " LEFT JOIN activity a ON a.job_id = b.shadow_id ORDER BY j.name";
    private static final String JOBS = "SELECT j.name, j.state, coalesce(t.rows, 0), coalesce(t.rejects, 0),"
            + " coalesce((SELECT sum(e.total) FROM expectation e WHERE e.job_id = j.id), 0), coalesce(t.runs, 0),"
            + " coalesce(t.input_bytes, 0), t.last_commit, a.waiting, a.behind_millis,"
            + " nullif(CASE WHEN j.error = '' THEN coalesce(a.error, '') ELSE j.error END, ''),"
            + " coalesce(a.retries, 0), j.created, j.version, (SELECT " + BACKFILLING
            + " FROM backfill b WHERE b.job_id = j.id)"
            + " FROM job j LEFT JOIN job_total t ON t.job_id = j.id LEFT JOIN activity a ON a.job_id = j.id"
            + " ORDER BY j.created, j.name";
    private static final String VIOLATIONS =
            "SELECT j.name, e.name, CASE WHEN e.day = %d THEN e.today ELSE 0 END, e.total, e.last"
                    + " FROM expectation e JOIN job j ON j.id = e.job_id";
    private static final String LAGS =
            "SELECT j.name, l.lag, l.total, l.last FROM event_lag l JOIN job j ON j.id = l.job_id";
    private static final String NOTES = "SELECT j.name, n.note, n.first, n.last FROM note n JOIN job j"
            + " ON j.id = n.job_id ORDER BY n.last, n.first, n.found DESC";
    private static final String FAILURES = "SELECT j.name, f.expression, f.total, f.example, f.last"
            + " FROM failure f JOIN job j ON j.id = f.job_id ORDER BY 1, 2";
    private static final String RUNS =
            "SELECT j.name, r.run, r.position_from, r.position_to, r.payloads, r.input_bytes, r.rows, r.rejects,"
                    + " r.duplicates, r.duplicate_keys, r.overflowed_fields, r.unknown_fields, r.files, r.file_bytes,"
                    + " r.commit_time, CAST(r.snapshot_id AS TEXT), r.planned, r.committed, r.committed - r.planned, r.version"
                    + " FROM run r JOIN (SELECT id, name FROM job UNION ALL SELECT b.shadow_id, o.name FROM backfill b"
                    + " JOIN job o ON o.id = b.job_id) j ON j.id = r.job_id ORDER BY r.committed, j.name";

    private final Definitions definitions;
    private final Metastore metastore;
    private final Function<TableName, Optional<LakeTable>> tables;
    private final RejectCounts rejects;
    private final Function<LakeTable, TableStatistics> statistics;
    private final Lineages lineages;
    private final InstantSource clock;
    private final Map<String, Supplier<BatchRelation>> known = new LinkedHashMap<>();

    public SystemTables(
            Definitions definitions,
            Metastore metastore,
            Function<TableName, Optional<LakeTable>> tables,
            RejectCounts rejects,
            Function<LakeTable, TableStatistics> statistics,
            Lineages lineages,
            InstantSource clock) {
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.metastore = requireNonNull(metastore, "metastore is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.rejects = requireNonNull(rejects, "rejects is null");
        this.statistics = requireNonNull(statistics, "statistics is null");
        this.lineages = requireNonNull(lineages, "lineages is null");
        this.clock = requireNonNull(clock, "clock is null");
        known.put("information_schema.catalogs", this::catalogs);
        known.put("information_schema.connections", this::connections);
        known.put("information_schema.tables", this::tableList);
        known.put("information_schema.columns", this::columns);
        known.put("information_schema.jobs", this::jobList);
        known.put("information_schema.lineage", this::lineage);
        known.put("information_schema.functions", () -> SystemFunctions.relation(definitions.functions()));
        known.put("information_schema.views", this::views);
        known.put("monitoring.jobs", this::jobActivity);
        known.put("monitoring.backfills", this::backfills);
        known.put("monitoring.runs", this::runs);
        known.put("monitoring.rejects", this::rejectCounts);
        known.put("monitoring.notes", this::notes);
        known.put("monitoring.expectations", this::expectations);
        known.put("monitoring.event_lag", this::eventLag);
        known.put("monitoring.failures", this::failures);
        known.put("monitoring.columns", this::columnStatistics);
        known.put("monitoring.events", this::events);
    }

    public Optional<BatchRelation> find(String schema, String table) {
        String name = schema.toLowerCase(Locale.ROOT) + "." + table.toLowerCase(Locale.ROOT);
        return Optional.ofNullable(known.get(name)).map(Supplier::get);
    }

    /** {@code <catalog>.information_schema.*}, under the names of the SQL standard. */
    public Optional<BatchRelation> findStandard(String catalog, String schema, String table) {
        if (!schema.equalsIgnoreCase("information_schema")
                || definitions.catalogs().stream().noneMatch(catalog::equalsIgnoreCase)) {
            return Optional.empty();
        }
        StandardTables standard = new StandardTables(definitions, tables, catalog);
        return switch (table.toLowerCase(Locale.ROOT)) {
            case "tables" -> Optional.of(standard.tables());
            case "columns" -> Optional.of(standard.columns());
            default -> Optional.empty();
        };
    }

    /** The full names of all system tables. */
    public List<String> names() {
        return known.keySet().stream().map(name -> CATALOG + "." + name).toList();
    }

    private BatchRelation catalogs() {
        return SystemRelation.columns()
                .text("name")
                .rows(definitions.catalogs().stream().map(name -> row(name)).toList());
    }

    private BatchRelation connections() {
        return SystemRelation.columns()
                .text("name", "type")
                .rows(metastore.rows("SELECT name, type FROM connection ORDER BY name"));
    }

    private BatchRelation tableList() {
        List<List<Object>> rows = new ArrayList<>();
        for (TableName name : definitions.tables()) {
            tables.apply(name).ifPresent(table -> {
                Map<String, String> summary = table.metadata().currentSnapshot() == null
                        ? Map.of()
                        : table.metadata().currentSnapshot().summary();
                rows.add(row(
                        name.catalog(),
                        name.schema(),
                        name.table(),
                        (long) table.schema().columns().size(),
                        number(summary, "total-records") - number(summary, "total-position-deletes"),
                        number(summary, "total-data-files"),
                        number(summary, "total-files-size"),
                        (long) table.metadata().snapshots().size(),
                        table.metadata().location(),
                        table.metadata().properties().get("comment"),
                        createdBy(table)));
            });
        }
        return SystemRelation.columns()
                .text("catalog", "schema", "name")
                .bigint("columns", "rows", "files", "bytes", "snapshots")
                .text("location", "comment", "created_by")
                .rows(rows);
    }

    private BatchRelation columns() {
        List<List<Object>> rows = new ArrayList<>();
        for (TableName name : definitions.tables()) {
            tables.apply(name).ifPresent(table -> {
                long ordinal = 0;
                for (NestedField field : table.schema().columns()) {
                    rows.add(row(
                            name.catalog(),
                            name.schema(),
                            name.table(),
                            field.name(),
                            ++ordinal,
                            SqlTypes.of(field.type()),
                            field.doc()));
                }
            });
        }
        return SystemRelation.columns()
                .text("catalog", "schema", "table", "name")
                .bigint("position")
                .text("data_type", "comment")
                .rows(rows);
    }

    private BatchRelation jobList() {
        return SystemRelation.columns()
                .text("name", "id", "state", "sql")
                .timestamp("created")
                .rows(metastore.rows("SELECT name, id, state, sql, created FROM job ORDER BY created, name"));
    }

    private BatchRelation lineage() {
        return SystemRelation.columns()
                .text("job")
                .text("source_catalog", "source_schema", "source_table", "source_connection", "source_field")
                .text("target_catalog", "target_schema", "target_table", "target_column", "target_field")
                .text("transformation", "expression")
                .rows(lineages.rows());
    }

    private BatchRelation views() {
        List<List<Object>> rows = new ArrayList<>();
        for (JobDefinition job : definitions.jobs()) {
            if (job.statement().body() instanceof JobBody.View) {
                ViewRecipe recipe = definitions
                        .table(job.target())
                        .flatMap(Definitions.Table::view)
                        .orElseThrow();
                rows.add(row(
                        job.target().catalog(),
                        job.target().schema(),
                        job.target().table(),
                        String.join(", ", recipe.keys()),
                        String.join(
                                ", ",
                                recipe.items().stream()
                                        .map(ViewRecipe.Item::name)
                                        .toList()),
                        job.sources().get(0).toString(),
                        job.sql()));
            }
        }
        return SystemRelation.columns()
                .text("catalog", "schema", "name", "keys", "columns", "source", "sql")
                .rows(rows);
    }

    private BatchRelation jobActivity() {
        return SystemRelation.columns()
                .text("name", "state")
                .bigint("rows", "rejects", "violations", "runs", "input_bytes")
                .timestamp("last_commit")
                .bigint("waiting", "behind_millis")
                .text("error")
                .bigint("retries")
                .timestamp("created")
                .bigint("version")
                .text("backfill")
                .rows(metastore.rows(JOBS));
    }

    private BatchRelation backfills() {
        return SystemRelation.columns()
                .text("job")
                .bigint("version")
                .text("state")
                .bigint("rows", "runs")
                .timestamp("reached")
                .bigint("behind_millis")
                .text("error")
                .timestamp("created")
                .text("sql")
                .rows(metastore.rows(BACKFILLS));
    }

    private BatchRelation runs() {
        return SystemRelation.columns()
                .text("job")
                .bigint("run")
                .text("position_from", "position_to")
                .bigint(
                        "payloads",
                        "input_bytes",
                        "rows",
                        "rejects",
                        "duplicates",
                        "duplicate_keys",
                        "overflowed_fields",
                        "unknown_fields")
                .bigint("files", "file_bytes")
                .timestamp("commit_time")
                .text("snapshot_id")
                .timestamp("planned", "committed")
                .bigint("duration_millis", "version")
                .rows(metastore.rows(RUNS));
    }

    private BatchRelation notes() {
        return SystemRelation.columns()
                .text("job", "note")
                .timestamp("first_seen", "last_seen")
                .rows(metastore.rows(NOTES));
    }

    private BatchRelation rejectCounts() {
        return SystemRelation.columns()
                .text("table", "job", "code", "reason", "example")
                .bigint("rejects", "replayed")
                .timestamp("first_seen", "last_seen")
                .rows(rejects.rows());
    }

    private BatchRelation expectations() {
        long day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
        Map<String, List<Object>> counts = new HashMap<>();
        for (List<Object> row : metastore.rows(VIOLATIONS.formatted(day))) {
            counts.put(key(row.get(0), row.get(1)), row);
        }
        List<List<Object>> rows = new ArrayList<>();
        for (JobDefinition job : definitions.jobs()) {
            if (job.statement().body() instanceof JobBody.Copy copy) {
                for (Expectation one : copy.expectations()) {
                    List<Object> counted =
                            counts.getOrDefault(key(job.name(), one.name()), row(null, null, 0L, 0L, null));
                    rows.add(row(
                            job.name(),
                            one.name().name(),
                            one.predicate().sql(),
                            one.action().name(),
                            counted.get(2),
                            counted.get(3),
                            counted.get(4),
                            job.name(),
                            one.name().name()));
                }
            }
        }
        return SystemRelation.columns()
                .text("job", "expectation", "predicate", "on_violation")
                .bigint("triggered_today", "total")
                .timestamp("last_violation")
                .text("job_name", "expectation_name")
                .rows(rows);
    }

    private BatchRelation eventLag() {
        List<List<Object>> counted = new ArrayList<>(metastore.rows(LAGS));
        counted.sort(Comparator.comparing((List<Object> row) -> (String) row.get(0))
                .thenComparing(row -> EventLag.valueOf((String) row.get(1))));
        return SystemRelation.columns()
                .text("job", "lag")
                .bigint("rows")
                .timestamp("last_seen")
                .rows(counted.stream()
                        .map(row -> row(
                                row.get(0),
                                EventLag.valueOf((String) row.get(1)).label(),
                                row.get(2),
                                row.get(3)))
                        .toList());
    }

    private BatchRelation failures() {
        return SystemRelation.columns()
                .text("job", "expression")
                .bigint("rows")
                .text("example")
                .timestamp("last_failure")
                .rows(metastore.rows(FAILURES));
    }

    private static String key(Object job, Object expectation) {
        return (job + "\n" + expectation).toLowerCase(Locale.ROOT);
    }

    private BatchRelation columnStatistics() {
        List<List<Object>> rows = new ArrayList<>();
        definitions
                .tables()
                .forEach(name -> tables.apply(name)
                        .ifPresent(table -> rows.addAll(ColumnStatistics.of(table, statistics.apply(table)))));
        return SystemRelation.columns()
                .text("catalog", "schema", "table", "name", "data_type")
                .bigint("values", "nulls")
                .number("density")
                .text("min", "max")
                .bigint("bytes", "distinct_values")
                .text("top_values", "quantiles")
                .timestamp("first_seen", "last_seen")
                .bigint("sketched_rows")
                .rows(rows);
    }

    private BatchRelation events() {
        List<List<Object>> rows = new ArrayList<>();
        for (TableName name : definitions.tables()) {
            tables.apply(name).map(statistics).ifPresent(known -> {
                long width = known.eventSpanMicros() / 1000;
                known.events()
                        .forEach((from, count) -> rows.add(row(
                                name.catalog(), name.schema(), name.table(), from / 1000, from / 1000 + width, count)));
            });
        }
        return SystemRelation.columns()
                .text("catalog", "schema", "table")
                .timestamp("from_time", "to_time")
                .bigint("events")
                .rows(rows);
    }

    /** The columns of a system table, for DESCRIBE. */
    public Optional<Schema> schema(String schema, String table) {
        return find(schema, table).map(BatchRelation::schema);
    }

    /** Empty for what another engine made. */
    private static String createdBy(LakeTable table) {
        boolean ours = table.name().table().endsWith(Rejects.SUFFIX)
                || table.metadata().properties().containsKey(TableDefinition.SQL_PROPERTY);
        return ours ? "millrace" : null;
    }

    static List<Object> row(Object... values) {
        List<Object> row = new ArrayList<>(values.length);
        for (Object value : values) {
            row.add(value);
        }
        return row;
    }

    private static Long number(Map<String, String> summary, String name) {
        String text = summary.get(name);
        return text == null ? Long.valueOf(0) : Long.valueOf(text);
    }
}
