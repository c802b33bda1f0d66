package io.millrace.kernel;

import static org.apache.iceberg.types.Types.NestedField.optional;

import io.millrace.kernel.relation.DataFileRef;
import io.millrace.kernel.relation.FileRelation;
import io.millrace.kernel.select.NameDefaults;
import io.millrace.kernel.select.RunTimes;
import io.millrace.kernel.select.SelectText;
import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.error.SourceLocation;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;

/**
 * Measures what a result costs on its way into batches, against DuckDB computing the same into nothing, and what
 * expressions over a batch cost. Run its main; the runs take turns, the best of each counts.
 */
final class StreamCost {
    private static final int ROWS = 1_000_000;
    private static final int ROUNDS = 7;
    private static final Schema SCHEMA = new Schema(
            optional(1, "id", Types.LongType.get()),
            optional(2, "email", Types.StringType.get()),
            optional(3, "country", Types.StringType.get()),
            optional(4, "ts", Types.TimestampType.withZone()),
            optional(
                    5,
                    "items",
                    Types.ListType.ofOptional(
                            6,
                            Types.StructType.of(
                                    optional(7, "sku", Types.StringType.get()),
                                    optional(8, "qty", Types.LongType.get()),
                                    optional(9, "price", Types.DoubleType.get())))));
    private static final List<String> QUERIES = List.of(
            "SELECT id, lower(country) AS country, ts, email FROM events",
            "SELECT id, md5(email) AS email, ts FROM events",
            "SELECT id, md5(email) AS email, lower(country) AS country, ts, unnest(items).sku AS sku,"
                    + " unnest(items).price * unnest(items).qty AS total FROM events WHERE country <> 'c1'",
            "SELECT * FROM events");

    private StreamCost() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("stream-cost");
        String file = directory.resolve("events.parquet").toString();
        write(file);
        try (Kernel kernel = Kernel.open(new KernelSettings(1L << 30, directory, List.of(directory)));
                KernelSession session = kernel.session();
                Connection plain = DriverManager.getConnection("jdbc:duckdb:")) {
            try (Statement statement = plain.createStatement()) {
                statement.execute("SET threads = 1");
                statement.execute("CREATE VIEW events AS SELECT * FROM read_parquet('" + file + "')");
            }
            for (String query : QUERIES) {
                compare(session, plain, file, query);
            }
            evaluate(session);
        }
    }

    private static void compare(KernelSession session, Connection plain, String file, String query) throws Exception {
        double best = Double.MAX_VALUE;
        double bestPlain = Double.MAX_VALUE;
        long rows = 0;
        for (int round = 0; round < ROUNDS; round++) {
            double start = cpu();
            nothing(plain, query);
            bestPlain = Math.min(bestPlain, cpu() - start);
            start = cpu();
            rows = stream(session, file, query);
            best = Math.min(best, cpu() - start);
        }
        System.out.printf(
                Locale.ROOT,
                "%.3f s streamed, %.3f s into nothing, +%.0f %%, %d rows: %s%n",
                best,
                bestPlain,
                100 * (best / bestPlain - 1),
                rows,
                query);
    }

    /** EXPLAIN ANALYZE runs a query and drops the rows. */
    private static void nothing(Connection plain, String query) throws Exception {
        try (Statement statement = plain.createStatement();
                ResultSet result = statement.executeQuery("EXPLAIN ANALYZE " + query)) {
            result.next();
        }
    }

    private static long stream(KernelSession session, String file, String query) {
        RelationLookup lookup = table -> new FileRelation(SCHEMA, List.of(new DataFileRef(file)), Set.of());
        BoundSelect bound = session.bind(
                session.analyze(
                        new SelectText(query, new SourceLocation("cost.sql", 1, 1)), new NameDefaults("lake", "raw")),
                lookup);
        long rows = 0;
        try (BatchCursor cursor = session.stream(Projection.stored(bound), lookup, RunTimes.NONE)) {
            for (Optional<Batch> batch = cursor.next(); batch.isPresent(); batch = cursor.next()) {
                rows += batch.get().rows();
            }
        }
        return rows;
    }

    private static void evaluate(KernelSession session) {
        Column email = new Column("email");
        Column ts = new Column("ts");
        int rows = 16_384;
        for (int i = 0; i < rows; i++) {
            byte[] text = ("user" + i + "@example.org").getBytes(StandardCharsets.UTF_8);
            email.bytes(Kind.STRING).append(i, text, 0, text.length);
            ts.longs(Kind.BIGINT).append(i, 1_767_225_600_000L + i);
        }
        SourceLocation place = new SourceLocation("cost.sql", 1, 1);
        BatchEvaluator evaluator = BatchEvaluator.create(
                session,
                List.of(
                        new Expression("email", "md5(email)", place),
                        new Expression("ts", "to_timestamp(ts / 1000)", place)));
        Batch batch = new Batch(rows, List.of(email, ts));
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 300; round++) {
            double start = cpu();
            evaluator.evaluate(batch);
            best = Math.min(best, cpu() - start);
        }
        System.out.printf(Locale.ROOT, "%.3f us a row: md5(email), to_timestamp(ts / 1000)%n", best * 1e6 / rows);
    }

    private static double cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    private static void write(String file) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    COPY (SELECT i AS id, 'user' || (i * 7919 %% 100003) || '@example.org' AS email,
                            'C' || i %% 7 AS country, TIMESTAMPTZ '2026-01-01' + to_seconds(i) AS ts,
                            [{sku: 'sku' || i %% 1000, qty: i %% 5, price: i / 7.0},
                             {sku: 'sku' || i %% 999, qty: i %% 3, price: i / 3.0}] AS items FROM range(%d) r(i))
                    TO '%s' (FORMAT parquet, COMPRESSION zstd, FIELD_IDS {id: 1, email: 2, country: 3, ts: 4,
                        items: {__duckdb_field_id: 5, element: {__duckdb_field_id: 6, sku: 7, qty: 8, price: 9}}})
                    """.formatted(ROWS, file));
        }
    }
}
