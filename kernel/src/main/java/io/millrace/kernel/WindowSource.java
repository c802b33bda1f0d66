package io.millrace.kernel;

import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.relation.Relation;
import io.millrace.kernel.relation.WindowRelation;
import io.millrace.kernel.relation.WindowSql;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RenderContext;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.select.TableUse;
import io.millrace.kernel.select.WindowUse;
import io.millrace.kernel.select.WindowUse.GroupKey;
import io.millrace.kernel.type.SqlText;
import io.millrace.kernel.window.WindowReading;
import io.millrace.kernel.window.WindowReading.Mark;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.util.List;

/** What the table of a query with windows stands for while the query runs. */
final class WindowSource {
    private final Engine engine;
    private final WindowRelation relation;
    private final String rows;
    private final String marks;

    WindowSource(Engine engine, String name, WindowRelation relation) {
        this.engine = engine;
        this.relation = relation;
        this.rows = name + ":rows";
        this.marks = name + ":marks";
    }

    /** A table whose rows a query puts into windows; others are as they are. */
    static Relation windowed(AnalyzedSelect select, TableUse table, Relation relation) {
        if (select.window().filter(use -> use.table() == table.index()).isEmpty()
                || relation instanceof WindowRelation) {
            return relation;
        }
        WindowUse use = select.window().get();
        if (!(relation instanceof FileRelation files) || files.schema().findField(Relation.EVENT_TIME) == null) {
            throw new MillraceException(
                            ErrorCode.INVALID_QUERY,
                            use.location(),
                            "Cannot make windows over %s: it has no $event_time".formatted(table.name()))
                    .withHint("let a job write a table with a column AS $event_time, and make windows of that");
        }
        return new WindowRelation(files, use.window(), WindowReading.ALL);
    }

    /** The query of the late rows among those that another one reads. */
    static SelectText late(AnalyzedSelect select, String job) {
        WindowUse use = select.window().orElseThrow();
        String table = SqlText.name(use.alias()) + ".";
        String items =
                "%1$s_event_time AS _event_time, %1$s_commit_time AS row_commit_time, %1$s_watermark AS watermark,"
                        + " CASE WHEN %1$s_event_time IS NULL THEN 'no event time' ELSE 'late' END AS reason, %2$s AS job,"
                        + " %1$s_row AS source_row";
        return reading(select, items.formatted(table, SqlText.literal(job)));
    }

    /** The query of the bounds of the windows of the rows that another one reads, each once, in microseconds. */
    static SelectText bounds(AnalyzedSelect select) {
        String table = SqlText.name(select.window().orElseThrow().alias()) + ".";
        return reading(
                select, "DISTINCT epoch_us(%1$swindow_start) AS f, epoch_us(%1$swindow_end) AS t".formatted(table));
    }

    private static SelectText reading(AnalyzedSelect select, String items) {
        WindowUse use = select.window().orElseThrow();
        String text = select.source().text();
        return new SelectText(
                "SELECT " + items + " FROM "
                        + text.substring(use.from().start(), use.from().end())
                        + use.where()
                                .map(where -> " WHERE " + text.substring(where.start(), where.end()))
                                .orElse(""),
                select.source().origin());
    }

    /** What {@link #create} makes, to be dropped. */
    List<String> made() {
        return List.of("VIEW IF EXISTS " + SqlText.name(rows), "TABLE IF EXISTS " + SqlText.name(marks));
    }

    void create(String files) {
        List<Mark> known = relation.reading().marks();
        if (!known.isEmpty()) {
            Column at = new Column("at");
            Column mark = new Column("mark");
            for (int i = 0; i < known.size(); i++) {
                at.longs(Kind.BIGINT).append(i, known.get(i).commit());
                mark.longs(Kind.BIGINT).append(i, known.get(i).watermark());
            }
            engine.createTable(marks, new Batch(known.size(), List.of(at, mark)));
        }
        String sql = merges() ? new WindowSql(relation, marks).sources(files) : files;
        engine.execute("CREATE TEMP VIEW " + SqlText.name(rows) + " AS " + sql);
    }

    String sql(AnalyzedSelect select, List<Relation> relations, RunTimes run) {
        WindowSql sql = new WindowSql(relation, marks);
        if (!merges()) {
            return sql.of("FROM " + SqlText.name(rows));
        }
        WindowUse use = select.window().orElseThrow();
        RenderContext context = new RenderContext(run, relations, index -> SqlText.name(rows));
        return sql.sessions(
                use.alias(),
                select.render(use.from(), context),
                use.where().map(where -> select.render(where, context)).orElse("TRUE"),
                use.keys().stream()
                        .map(key -> select.render(
                                key.alias().filter(alias -> !isColumn(key)).orElse(key.part()), context))
                        .toList());
    }

    private boolean isColumn(GroupKey key) {
        return relation.schema().caseInsensitiveFindField(key.text().replace("\"", "")) != null;
    }

    private boolean merges() {
        return relation.window().merges() && relation.reading().part() == WindowReading.Part.IN_TIME;
    }
}
