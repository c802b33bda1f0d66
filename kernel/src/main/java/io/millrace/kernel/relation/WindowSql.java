package io.millrace.kernel.relation;

import io.millrace.kernel.type.SqlText;
import io.millrace.kernel.window.Window;
import io.millrace.kernel.window.Window.Kind;
import io.millrace.kernel.window.WindowReading;
import io.millrace.kernel.window.WindowReading.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The SELECT that yields the rows of a {@link WindowRelation}. Whether a window takes a row is decided by the watermark before
 * the commit of the row alone, so that it does not matter how commits are distributed over runs.
 */
public final class WindowSql {
    private static final String MARK = "\"millrace:mark\"";
    private static final String FROM = "\"millrace:from\"";
    private static final String MICROS = "\"millrace:micros\"";

    private final WindowRelation relation;
    private final Window window;
    private final WindowReading reading;
    private final String marks;

    /** @param marks the name of a table that tells when the watermark advanced, with two columns of BIGINT */
    public WindowSql(WindowRelation relation, String marks) {
        this.relation = relation;
        this.window = relation.window();
        this.reading = relation.reading();
        this.marks = marks;
    }

    /** Of windows that do not depend on other rows, and of late rows. */
    public String of(String rows) {
        return reading.part() == Part.LATE ? late(rows) : windows(rows);
    }

    private String windows(String rows) {
        String size = Long.toString(window.sizeMicros());
        String last = floor(micros("r"));
        String starts = window.kind() == Kind.HOP
                ? "unnest(range(%s + %d, %s + 1, %d))"
                        .formatted(
                                floor("(" + micros("r") + " - " + size + ")"),
                                window.slideMicros(),
                                last,
                                window.slideMicros())
                : last;
        return "SELECT * EXCLUDE (%s, %s), %s, FALSE AS %s FROM (SELECT r.*%s, %s AS %s, %s AS %s FROM %s) WHERE %s"
                .formatted(
                        MARK,
                        FROM,
                        bounds(FROM, FROM + " + " + size),
                        WindowRelation.GONE,
                        excluded(),
                        mark(),
                        MARK,
                        starts,
                        FROM,
                        marked(rows),
                        inTime(FROM + " + " + size, MARK));
    }

    private String late(String rows) {
        String end = window.kind() == Kind.SESSION ? micros("r") : floor(micros("r"));
        String late = reading.marks().isEmpty()
                ? "FALSE"
                : "(w.mark IS NOT NULL AND %s + %d <= w.mark)"
                        .formatted(end, window.sizeMicros() + reading.latenessMicros());
        return "SELECT r.*%s, to_json({%s}) AS %s, %s AS %s FROM %s WHERE %s AND (r._event_time IS NULL OR %s)"
                .formatted(
                        excluded(),
                        relation.rows().schema().columns().stream()
                                .map(NestedField::name)
                                .map(name -> SqlText.literal(name) + ": r." + SqlText.name(name))
                                .collect(Collectors.joining(", ")),
                        WindowRelation.ROW,
                        time(mark()),
                        WindowRelation.WATERMARK,
                        marked(rows),
                        fresh("r"),
                        late);
    }

    /**
     * Of sessions.
     *
     * @param alias of the table in {@code from}
     * @param from what follows FROM; the table stands for {@link #sources}
     * @param where a condition, TRUE if there is none
     * @param keys whose values each have sessions of their own
     */
    public String sessions(String alias, String from, String where, List<String> keys) {
        String gap = Long.toString(window.sizeMicros());
        String r = SqlText.name(alias);
        List<String> names = IntStream.range(0, keys.size())
                .mapToObj(i -> "\"millrace:k" + i + "\"")
                .toList();
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            items.append(", ").append(keys.get(i)).append("\n AS ").append(names.get(i));
        }
        String by = names.isEmpty() ? "" : "PARTITION BY " + String.join(", ", names) + " ";
        String made =
                "\"millrace:mark\", \"millrace:micros\", \"millrace:fresh\", \"millrace:before\", \"millrace:was\","
                        + " \"millrace:n\", \"millrace:first\", \"millrace:last\", \"millrace:touched\"";
        List<String> all = new ArrayList<>(names);
        all.add(made);
        return """
                WITH kept AS (SELECT %1$s.*, epoch_us(%1$s._event_time) AS "millrace:micros", %2$s AS "millrace:fresh"%3$s
                    FROM %4$s WHERE (%5$s
                    )),
                ordered AS (SELECT *, lag("millrace:micros") OVER (%6$sORDER BY "millrace:micros") AS "millrace:before",
                    max(CASE WHEN NOT "millrace:fresh" THEN "millrace:micros" END) OVER (%6$sORDER BY "millrace:micros"
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS "millrace:was" FROM kept),
                numbered AS (SELECT *, sum(CASE WHEN "millrace:micros" - "millrace:before" <= %7$s THEN 0 ELSE 1 END)
                    OVER (%6$sORDER BY "millrace:micros") AS "millrace:n" FROM ordered),
                grouped AS (SELECT *, min("millrace:micros") OVER s AS "millrace:first",
                    max("millrace:micros") OVER s AS "millrace:last", bool_or("millrace:fresh") OVER s AS "millrace:touched"
                    FROM numbered WINDOW s AS (PARTITION BY %8$s"millrace:n"))
                SELECT * EXCLUDE (%9$s), %10$s, FALSE AS %11$s FROM grouped WHERE "millrace:touched"
                UNION ALL SELECT * EXCLUDE (%9$s), %12$s, TRUE AS %11$s FROM grouped
                    WHERE NOT "millrace:fresh" AND "millrace:first" < "millrace:micros"
                    AND ("millrace:was" IS NULL OR "millrace:micros" - "millrace:was" > %7$s)
                """.formatted(
                        r,
                        fresh(r),
                        items,
                        from,
                        where,
                        by,
                        gap,
                        names.isEmpty() ? "" : String.join(", ", names) + ", ",
                        String.join(", ", all),
                        bounds("\"millrace:first\"", "\"millrace:last\" + " + gap),
                        WindowRelation.GONE,
                        bounds(MICROS, MICROS + " + " + gap));
    }

    /** The rows that sessions are made of. */
    public String sources(String rows) {
        return "SELECT r.*%s, %s AS %s FROM %s WHERE %s"
                .formatted(
                        excluded(),
                        mark(),
                        MARK,
                        marked(rows),
                        inTime(micros("r") + " + " + window.sizeMicros(), mark()));
    }

    private String bounds(String start, String end) {
        return "%s AS %s, %s AS %s, %s AS %s"
                .formatted(
                        time(start),
                        WindowRelation.START,
                        time(end),
                        WindowRelation.END,
                        window.kind() == Kind.SESSION ? "TRUE" : fresh(""),
                        WindowRelation.NEW);
    }

    private String inTime(String end, String mark) {
        String known = window.kind() == Kind.SESSION ? "r._event_time IS NOT NULL" : FROM + " IS NOT NULL";
        return reading.marks().isEmpty()
                ? known
                : "%s AND (%s IS NULL OR %s + %d > %s)".formatted(known, mark, end, reading.latenessMicros(), mark);
    }

    private String marked(String rows) {
        List<String> conditions = new ArrayList<>();
        condition(conditions, "_commit_time >= ", reading.fromCommit(), Long.MIN_VALUE);
        condition(conditions, "_commit_time < ", reading.endCommit(), Long.MAX_VALUE);
        condition(conditions, "_event_time >= ", reading.fromEvent(), Long.MIN_VALUE);
        condition(conditions, "_event_time < ", reading.toEvent(), Long.MAX_VALUE);
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String read = "(SELECT * FROM (" + rows + ")" + where + ") AS r";
        return reading.marks().isEmpty()
                ? read
                : read + " ASOF LEFT JOIN " + SqlText.name(marks) + " AS w ON epoch_us(r._commit_time) > w.at";
    }

    private static void condition(List<String> conditions, String comparison, long micros, long none) {
        if (micros != none) {
            conditions.add(comparison + time(Long.toString(micros)));
        }
    }

    private String mark() {
        return reading.marks().isEmpty() ? "CAST(NULL AS BIGINT)" : "w.mark";
    }

    private String fresh(String alias) {
        String column = alias.isEmpty() ? "_commit_time" : alias + "._commit_time";
        return reading.isWhole() ? "TRUE" : "(" + column + " >= " + time(Long.toString(reading.startCommit())) + ")";
    }

    /** Columns of the table that have the name of one of ours. */
    private String excluded() {
        String hidden = relation.rows().schema().columns().stream()
                .filter(field -> relation.schema().findField(field.fieldId()) == null)
                .map(field -> SqlText.name(field.name()))
                .collect(Collectors.joining(", "));
        return hidden.isEmpty() ? "" : " EXCLUDE (" + hidden + ")";
    }

    private String floor(String micros) {
        return "(%1$s - ((%1$s %% %2$d) + %2$d) %% %2$d)".formatted(micros, window.slideMicros());
    }

    private static String micros(String alias) {
        return "epoch_us(" + alias + "._event_time)";
    }

    private static String time(String micros) {
        return "make_timestamptz(" + micros + ")";
    }
}
