package io.millrace.server.simulation;

import io.millrace.server.simulation.WindowSource.Row;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The batch answer over the complete rows, by plain DuckDB; times are whole numbers in it. */
final class WindowOracle implements AutoCloseable {
    private static final String WATERMARKS = """
            CREATE VIEW marked AS SELECT r.*,
                (SELECT max(least(b.e, b.c)) FROM rows b WHERE b.c < r.c AND b.e IS NOT NULL) AS mark FROM rows r
            """;
    private static final String SLICED = """
            SELECT k, s, s + %2$d AS e, count(*) AS n, sum(v) AS total FROM marked, range(
                (SELECT (min(e) - 2::BIGINT * %2$d) // %1$d * %1$d FROM rows), (SELECT max(e) + 1 FROM rows), %1$d) w(s)
            WHERE e >= s AND e < s + %2$d AND (mark IS NULL OR s + %2$d::BIGINT + %3$d > mark) GROUP BY k, s
            """;
    private static final String SESSIONS = """
            WITH kept AS (FROM marked WHERE e IS NOT NULL AND (mark IS NULL OR e + %2$d::BIGINT + %3$d > mark)),
            begun AS (SELECT *, e - lag(e, 1, -1000000000000000) OVER (PARTITION BY k ORDER BY e) > %2$d AS first FROM kept),
            told AS (SELECT *, sum(first::INTEGER) OVER (PARTITION BY k ORDER BY e) AS n FROM begun)
            SELECT k, min(e) AS s, max(e) + %2$d AS e, count(*) AS n, sum(v) AS total FROM told GROUP BY k, n
            """;
    private static final String LATE = """
            SELECT k, v, e, c, mark FROM marked WHERE e IS NULL
            OR (mark IS NOT NULL AND %4$s + %2$d::BIGINT + %3$d <= mark)
            """;

    private final Connection connection;

    WindowOracle(List<Row> rows) throws SQLException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE rows (k VARCHAR, v BIGINT, e BIGINT, c BIGINT)");
            statement.execute(WATERMARKS);
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO rows VALUES (?, ?, ?, ?)")) {
            for (Row row : rows) {
                insert.setString(1, row.k());
                insert.setLong(2, row.v());
                insert.setObject(3, row.event().orElse(null));
                insert.setLong(4, row.commit());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Key, start, end, count and sum of each window that slides; of each that tumbles if it slides by its size. */
    List<String> windows(long slide, long size, long lateness) throws SQLException {
        return rows(SLICED.formatted(slide, size, lateness));
    }

    List<String> sessions(long gap, long lateness) throws SQLException {
        return rows(SESSIONS.formatted(0, gap, lateness));
    }

    /** Key, value, event, commit and watermark of the rows that no window takes; of sessions if {@code slide} is 0. */
    List<String> late(long slide, long size, long lateness) throws SQLException {
        String last = slide == 0 ? "e" : "(e // %1$d * %1$d)".formatted(slide);
        return rows(LATE.formatted(slide, size, lateness, last));
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(result.getObject(i)));
                }
                rows.add(String.join(" ", values));
            }
        }
        rows.sort(null);
        return rows;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
