package io.millrace.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.Millrace;
import io.millrace.server.Result;
import io.millrace.sql.Worksheet;
import java.util.Map;

/** Asks a table that is being filled, from another process than the job's, how far it is. */
final class Farthest implements AutoCloseable {
    private static final String SQL = """
            SELECT coalesce(max(seq) FILTER (partition = 0), -1) AS p0, coalesce(max(seq) FILTER (partition = 1), -1) AS p1,
                coalesce(max(seq) FILTER (partition = 2), -1) AS p2, coalesce(max(seq) FILTER (partition = 3), -1) AS p3,
                max($commit_time)::VARCHAR AS committed
            FROM lake.bench.staging WHERE $commit_time >= TIMESTAMPTZ '%s'
            """;
    static final int PARTITIONS = 4;

    private final Millrace millrace;
    private String committed = "1970-01-01 00:00:00+00";
    private boolean known;

    Farthest(Millrace millrace) {
        this.millrace = requireNonNull(millrace, "millrace is null");
    }

    /** The greatest sequence number of each partition among what was committed since the last time; -1 for none. */
    long[] look() {
        long[] farthest = {-1, -1, -1, -1};
        known = known || hasColumns();
        if (known) {
            JsonNode row = Lab.row(millrace, SQL.formatted(committed));
            for (int partition = 0; partition < PARTITIONS; partition++) {
                farthest[partition] = row.get("p" + partition).asLong();
            }
            committed = row.get("committed").isNull()
                    ? committed
                    : row.get("committed").asText();
        }
        return farthest;
    }

    @Override
    public void close() {
        millrace.close();
    }

    /** Whether the first events have come: the table has no columns of its own before. */
    private boolean hasColumns() {
        String sql =
                "SELECT count(*) AS c FROM system.information_schema.columns WHERE \"table\" = 'staging' AND name = 'seq'";
        try (Result.Table table = (Result.Table)
                millrace.execute(Worksheet.parse("bench.sql", sql, Map.of()).get(0))) {
            return table.next() && ((Number) table.value(0).orElseThrow()).longValue() > 0;
        }
    }
}
