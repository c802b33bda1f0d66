package io.millrace.kernel.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kernel.Fixture;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.select.AnalyzedSelect;
import io.millrace.kernel.select.RenderContext;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.kernel.state.ViewReading;
import io.millrace.kernel.state.ViewRecipe;
import io.millrace.spi.error.SourceLocation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.iceberg.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Partial states of random rows, however they are cut into runs and merged in between, give what DuckDB computes over all
 * rows with other means: now, and as of every commit.
 */
class ViewStatesTest {
    private static final Instant ZERO = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ROWS = "SELECT *, lpad(CAST(_offset AS VARCHAR), 60, '0') AS _source_order FROM t";

    private static final String VIEW = """
            SELECT k, upper(g) AS g, count(*) AS n, count(v) AS values, count_if(v > 5) AS large, sum(v) AS total, avg(v) AS mean,
              min(s) AS least, max(v) AS most, bool_and(v > 1) AS every, bool_or(v > 8) AS some, first(s) AS first, last(s) AS last,
              max_by(s, v) AS best, arg_min(s, v) AS worst, first_k(s, 2) AS begin, last_k(s, 3) AS "end", collect_set(s) AS seen,
              count(DISTINCT s) AS kinds, approx_count_distinct(s) AS about, sum(v) FILTER (WHERE s <> 'a') AS others,
              coalesce(max(v), 0) + count(*) AS mixed, last(s) FILTER (WHERE v > 3) AS filtered
            FROM t WHERE v IS NULL OR v < 100 GROUP BY k, 2
            """;
    private static final String ORACLE = """
            SELECT k, upper(g) AS g, count(*) AS n, count(v) AS values, count(*) FILTER (WHERE v > 5) AS large, sum(v) AS total,
              avg(v) AS mean, min(s) AS least, max(v) AS most, bool_and(v > 1) AS every, bool_or(v > 8) AS some,
              (list(s ORDER BY e, _commit_time, _offset) FILTER (WHERE s IS NOT NULL))[1] AS first,
              (list(s ORDER BY e, _commit_time, _offset) FILTER (WHERE s IS NOT NULL))[-1] AS last,
              (list(s ORDER BY v, e, _commit_time, _offset) FILTER (WHERE s IS NOT NULL AND v IS NOT NULL))[-1] AS best,
              (list(s ORDER BY v, e, _commit_time, _offset) FILTER (WHERE s IS NOT NULL AND v IS NOT NULL))[1] AS worst,
              coalesce((list(s ORDER BY e, _commit_time, _offset) FILTER (WHERE s IS NOT NULL))[1:2], []) AS begin,
              coalesce((list(s ORDER BY e DESC, _commit_time DESC, _offset DESC) FILTER (WHERE s IS NOT NULL))[1:3], []) AS "end",
              coalesce(list_sort(list(DISTINCT s) FILTER (WHERE s IS NOT NULL)), []) AS seen,
              count(DISTINCT s) AS kinds, count(DISTINCT s) AS about, sum(v) FILTER (WHERE s <> 'a') AS others,
              coalesce(max(v), 0) + count(*) AS mixed,
              (list(s ORDER BY e, _commit_time, _offset) FILTER (WHERE s IS NOT NULL AND v > 3))[-1] AS filtered
            FROM (SELECT *, coalesce(_event_time, _commit_time) AS e FROM t WHERE (v IS NULL OR v < 100) AND _commit_time < %s)
            GROUP BY k, upper(g)
            """;

    private Fixture fixture;
    private Connection duckdb;

    @BeforeEach
    void open() throws SQLException {
        fixture = new Fixture();
        duckdb = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET timezone = 'UTC'");
    }

    @AfterEach
    void close() throws SQLException {
        duckdb.close();
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void mergedStatesAreTheBatchAnswer(long seed) throws SQLException {
        Random random = new Random(seed);
        int commits = 1 + random.nextInt(12);
        rows(random, commits, 1 + random.nextInt(60));
        ViewQuery view = view(VIEW);
        List<Integer> cuts = states(view, random, commits);

        compare(VIEW, view.recipe(), new ViewReading.Current(base(cuts, commits)), literal(commits));
        for (int end = 0; end <= commits; end++) {
            compare(VIEW, view.recipe(), new ViewReading.Until(base(cuts, end), time(end)), literal(end));
        }
        versions(view.recipe(), cuts, random, commits);
    }

    @Test
    void sketchesAreTheSameHoweverTheRowsWereCut() throws SQLException {
        execute("CREATE TABLE t AS SELECT 1 AS k, CAST(i %% 40000 AS VARCHAR) AS s, NULL::TIMESTAMPTZ AS _event_time,"
                        .replace("%%", "%")
                + " i AS _offset, " + literal(0) + " + to_seconds(i // 10000) AS _commit_time FROM range(60000) r(i)");
        ViewQuery view = view("SELECT k, approx_count_distinct(s) AS about FROM t GROUP BY k");
        long[] results = new long[2];
        for (int steps = 0; steps < 2; steps++) {
            execute("DROP TABLE IF EXISTS states");
            if (steps == 0) {
                run(view, 0, 6);
            } else {
                for (int i = 0; i < 6; i++) {
                    run(view, i, i + 1);
                }
            }
            results[steps] = Long.parseLong(
                    single("SELECT about FROM (" + sql(new ViewReading.Current(Instant.EPOCH), view.recipe()) + ")"));
        }
        assertThat(results[1]).isEqualTo(results[0]).isBetween(37_500L, 42_500L);
    }

    /** Every row of a range of commits has exactly one version of each key, that of its own commit. */
    private void versions(ViewRecipe recipe, List<Integer> cuts, Random random, int commits) throws SQLException {
        int start = random.nextInt(commits);
        int end = start + 1 + random.nextInt(commits - start);
        ViewReading reading = new ViewReading.Versions(base(cuts, start), time(start), time(end));
        for (int at = start; at < end; at++) {
            String valid =
                    "SELECT * EXCLUDE (_valid_from, _valid_to) FROM (%s) WHERE %3$s >= _valid_from AND %3$s < _valid_to"
                            .formatted(sql(reading, recipe), "", literal(at));
            assertEqual(valid, ORACLE.formatted(literal(at + 1)), "versions " + start + " to " + end + " at " + at);
        }
    }

    private void compare(String name, ViewRecipe recipe, ViewReading reading, String end) throws SQLException {
        assertEqual(sql(reading, recipe), ORACLE.formatted(end), name + reading);
    }

    private void assertEqual(String actual, String expected, String what) throws SQLException {
        String normal =
                "SELECT * REPLACE (total::HUGEINT AS total, others::HUGEINT AS others, round(mean, 9) AS mean) FROM (%s)";
        String a = normal.formatted(actual);
        String b = normal.formatted(expected);
        assertThat(all("(" + a + ") EXCEPT ALL (" + b + ")"))
                .as("too many: " + what)
                .isEmpty();
        assertThat(all("(" + b + ") EXCEPT ALL (" + a + ")"))
                .as("missing: " + what)
                .isEmpty();
    }

    /** Runs over random numbers of commits, one after the other, some followed by a merge; the ends of what was merged. */
    private List<Integer> states(ViewQuery view, Random random, int commits) throws SQLException {
        List<Integer> cuts = new ArrayList<>();
        int from = 0;
        int base = 0;
        while (from < commits) {
            int to = Math.min(commits, from + 1 + random.nextInt(4));
            run(view, from, to);
            from = to;
            if (random.nextInt(3) == 0) {
                Instant start = base == 0 ? Instant.EPOCH : time(base).minusNanos(1000);
                ViewReading merged = new ViewReading.Merged(start, time(to).minusNanos(1000));
                execute("INSERT INTO states BY NAME " + sql(merged, view.recipe()));
                base = to;
                cuts.add(to);
            }
        }
        return cuts;
    }

    /** The time of the last merged states before a commit. */
    private static Instant base(List<Integer> cuts, int end) {
        return cuts.stream()
                .filter(cut -> cut <= end)
                .reduce((first, second) -> second)
                .map(cut -> time(cut).minusNanos(1000))
                .orElse(Instant.EPOCH);
    }

    private void run(ViewQuery view, int from, int to) throws SQLException {
        AnalyzedSelect partials = fixture.session.analyze(view.partials(), Fixture.DEFAULTS);
        assertThat(partials.isPerCommit()).isTrue();
        String sql = partials.render(new RenderContext(
                        new RunTimes(time(from), time(to)),
                        List.of(FileRelation.empty(new Schema(), Fixture.SYSTEM)),
                        index -> "v" + index))
                .text();
        execute("CREATE OR REPLACE VIEW v0 AS " + ROWS);
        String states = "SELECT *, NULL::BOOLEAN AS _merged FROM (" + sql + ")";
        execute(
                single("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'states'")
                                .equals("0")
                        ? "CREATE TABLE states AS " + states
                        : "INSERT INTO states BY NAME " + states);
    }

    private void rows(Random random, int commits, int rows) throws SQLException {
        execute(
                "CREATE TABLE t (k BIGINT, g VARCHAR, s VARCHAR, v BIGINT, _event_time TIMESTAMPTZ, _commit_time TIMESTAMPTZ,"
                        + " _offset BIGINT)");
        for (int i = 0; i < rows; i++) {
            String event = random.nextInt(5) == 0 ? "NULL" : literal(random.nextInt(commits + 1) - 1);
            execute("INSERT INTO t VALUES (%s, %s, %s, %s, %s, %s, %d)"
                    .formatted(
                            random.nextInt(6) == 0 ? "NULL" : random.nextInt(4),
                            random.nextBoolean() ? "'x'" : "'X'",
                            random.nextInt(4) == 0 ? "NULL" : "'" + (char) ('a' + random.nextInt(5)) + "'",
                            random.nextInt(5) == 0 ? "NULL" : random.nextInt(120),
                            event,
                            literal(random.nextInt(commits)),
                            i));
        }
    }

    private ViewQuery view(String sql) {
        return fixture.session.view(new SelectText(sql, new SourceLocation("v.sql", 1, 1)), Fixture.DEFAULTS);
    }

    private static String sql(ViewReading reading, ViewRecipe recipe) {
        return reading.sql(recipe, "SELECT * FROM states");
    }

    private static Instant time(int commit) {
        return ZERO.plusSeconds(commit);
    }

    private static String literal(int commit) {
        return "TIMESTAMPTZ '" + time(commit) + "'";
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = duckdb.createStatement()) {
            statement.execute(sql);
        }
    }

    private String single(String sql) throws SQLException {
        return all(sql).get(0);
    }

    private List<String> all(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = duckdb.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(i == 1 ? "" : "|").append(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }
}
