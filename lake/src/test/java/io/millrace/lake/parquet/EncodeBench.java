package io.millrace.lake.parquet;

import io.millrace.spi.batch.Batch;
import io.millrace.spi.batch.BytesVector;
import io.millrace.spi.batch.Column;
import io.millrace.spi.batch.Kind;
import io.millrace.spi.batch.ListVector;
import io.millrace.spi.batch.StructVector;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * Encodes a million click events of 23 leaf columns and has DuckDB copy the same rows to
 * Parquet in the same run: thread CPU seconds per million, and bytes. Arguments: zstd level, repetitions.
 */
final class EncodeBench {
    private static final int ROWS = 1_000_000;
    private static final int BATCH = 1 << 14;
    private static final int MILLIS = 1000;
    private static final String[] COUNTRIES = {"US", "DE", "GB", "FR", "IN", "BR", "JP", "CA", "AU", "PL", "SE", "NG"};
    private static final String[] TYPES = {"page_view", "click", "add_to_cart", "purchase", "search", "logout"};
    private static final String[] WORDS = {"alpha", "bravo", "größe", "delta", "echo", "fox\"trot", "golf", "東京"};

    private final SplittableRandom random = new SplittableRandom(42);
    private final StringBuilder text = new StringBuilder();

    private EncodeBench() {}

    public static void main(String[] args) throws Exception {
        int level = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int repetitions = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        List<Batch> batches = new EncodeBench().batches();
        Path folder = Files.createTempDirectory("encode-bench");
        File file = folder.resolve("ours.parquet").toFile();
        EncodingHints hints = new EncodingHints();
        for (int i = 0; i < repetitions; i++) {
            encode(batches, file, level, hints);
        }
        copy(file, folder.resolve("duckdb.parquet").toFile(), repetitions);
    }

    private static void encode(List<Batch> batches, File file, int level, EncodingHints hints) throws IOException {
        Files.deleteIfExists(file.toPath());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        ParquetWriter writer = ParquetWriter.create(
                schema(),
                org.apache.iceberg.Files.localOutput(file),
                ParquetWriteOptions.defaults().withCompression(Compression.zstd(level)),
                hints);
        long buffered = 0;
        for (Batch batch : batches) {
            writer.write(batch);
            buffered = Math.max(buffered, writer.bufferedBytes());
        }
        writer.close();
        report("millrace", threads.getCurrentThreadCpuTime() - start, file);
        System.out.printf("  buffered at most %.1f MB%n", buffered / 1e6);
    }

    private static void copy(File ours, File theirs, int repetitions) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads=1");
            statement.execute("CREATE TABLE t AS SELECT * FROM read_parquet('" + ours + "')");
            try (ResultSet result = statement.executeQuery("SELECT avg(strlen(to_json(t)::VARCHAR)) FROM t")) {
                result.next();
                System.out.printf("an event takes %.0f bytes as JSON%n", result.getDouble(1));
            }
            for (int i = 0; i < repetitions; i++) {
                long start = processCpu();
                statement.execute("COPY t TO '" + theirs + "' (FORMAT parquet, COMPRESSION zstd)");
                report("duckdb", processCpu() - start, theirs);
            }
            sizes(statement, ours, theirs);
        }
    }

    private static void sizes(Statement statement, File ours, File theirs) throws SQLException {
        String sizes = "SELECT path_in_schema p, sum(total_compressed_size) c, sum(total_uncompressed_size) u,"
                + " string_agg(DISTINCT encodings) e, max(row_group_id) + 1 g FROM parquet_metadata('%s') GROUP BY 1";
        try (ResultSet results = statement.executeQuery("SELECT a.p, a.c, a.u, a.e, b.c, b.u, b.e, a.g, b.g FROM ("
                + sizes.formatted(ours) + ") a JOIN (" + sizes.formatted(theirs) + ") b USING (p) ORDER BY a.c DESC")) {
            while (results.next()) {
                System.out.printf(
                        "%-28s %9d of %9d %-28s duckdb %9d of %9d %s (%d, %d groups)%n",
                        results.getString(1),
                        results.getLong(2),
                        results.getLong(3),
                        results.getString(4),
                        results.getLong(5),
                        results.getLong(6),
                        results.getString(7),
                        results.getLong(8),
                        results.getLong(9));
            }
        }
    }

    private static void report(String who, long nanos, File file) {
        System.out.printf("%s: %.2f CPU s per million, %.1f MB%n", who, nanos / 1e9 * 1e6 / ROWS, file.length() / 1e6);
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static Schema schema() {
        return new Schema(
                optional(1, "event_id", Types.StringType.get()),
                optional(2, "type", Types.StringType.get()),
                optional(3, "ts", Types.TimestampType.withZone()),
                optional(4, "session_id", Types.StringType.get()),
                optional(
                        5,
                        "user",
                        Types.StructType.of(
                                optional(6, "id", Types.LongType.get()),
                                optional(7, "email", Types.StringType.get()),
                                optional(8, "name", Types.StringType.get()),
                                optional(
                                        9,
                                        "address",
                                        Types.StructType.of(
                                                optional(10, "city", Types.StringType.get()),
                                                optional(11, "country", Types.StringType.get()),
                                                optional(12, "zip", Types.StringType.get()))))),
                optional(13, "url", Types.StringType.get()),
                optional(14, "referrer", Types.StringType.get()),
                optional(15, "latency_ms", Types.DoubleType.get()),
                optional(16, "status", Types.LongType.get()),
                optional(17, "premium", Types.BooleanType.get()),
                optional(
                        18,
                        "items",
                        Types.ListType.ofOptional(
                                19,
                                Types.StructType.of(
                                        optional(20, "sku", Types.StringType.get()),
                                        optional(21, "price", Types.DoubleType.get()),
                                        optional(22, "qty", Types.LongType.get())))),
                optional(23, "tags", Types.ListType.ofOptional(24, Types.StringType.get())),
                optional(
                        25,
                        "device",
                        Types.StructType.of(
                                optional(26, "os", Types.StringType.get()),
                                optional(27, "version", Types.StringType.get()),
                                optional(28, "agent", Types.StringType.get()),
                                optional(29, "battery", Types.DoubleType.get()))));
    }

    private static NestedField optional(int id, String name, org.apache.iceberg.types.Type type) {
        return NestedField.optional(id, name, type);
    }

    private List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        for (int row = 0; row < ROWS; row += BATCH) {
            batches.add(batch(row, Math.min(BATCH, ROWS - row)));
        }
        return batches;
    }

    private Batch batch(int first, int rows) {
        List<Column> columns = new ArrayList<>();
        for (NestedField field : schema().columns()) {
            columns.add(new Column(field.name()));
        }
        for (int row = 0; row < rows; row++) {
            long number = (long) first + row;
            long user = random.nextInt(100_000);
            string(columns.get(0), row, hex(random.nextLong()) + "-" + hex(number));
            string(columns.get(1), row, TYPES[random.nextInt(TYPES.length)]);
            columns.get(2)
                    .longs(Kind.TIMESTAMP)
                    .append(row, (1_760_000_000_000L + number * 3 + random.nextInt(50)) * MILLIS);
            string(columns.get(3), row, "s-" + hex(user * 0x9E3779B97F4A7C15L + number / 200_000));
            user(columns.get(4), row, user);
            string(
                    columns.get(5),
                    row,
                    "https://shop.example.com/category/" + random.nextInt(40) + "/product/" + random.nextInt(20_000)
                            + "?ref=" + WORDS[random.nextInt(6)].replace("\"", ""));
            if (random.nextInt(10) >= 4) {
                string(
                        columns.get(6),
                        row,
                        "https://www.google.com/search?q=" + WORDS[random.nextInt(6)] + "+" + random.nextInt(500));
            }
            if (random.nextInt(10) > 0) {
                columns.get(7).doubles().append(row, random.nextInt(1, 200_000) / 100.0);
            }
            columns.get(8).longs(Kind.BIGINT).append(row, random.nextInt(20) == 0 ? 404 : 200);
            columns.get(9).booleans().append(row, random.nextBoolean());
            items(columns.get(10).lists(), row);
            ListVector tags = columns.get(11).lists();
            tags.append(row);
            for (int i = random.nextInt(4); i > 0; i--) {
                string(tags.element(), tags.nextElement(), WORDS[random.nextInt(WORDS.length)]);
            }
            device(columns.get(12).structs(), row);
        }
        return new Batch(rows, columns);
    }

    private void user(Column column, int row, long user) {
        StructVector struct = column.structs();
        struct.append(row);
        field(struct, "id").longs(Kind.BIGINT).append(row, user);
        string(field(struct, "email"), row, "user" + user + "@example.com");
        string(field(struct, "name"), row, "Name " + WORDS[(int) (user % 8)] + " " + user % 5000);
        StructVector address = field(struct, "address").structs();
        address.append(row);
        string(field(address, "city"), row, "City " + user % 300);
        string(field(address, "country"), row, COUNTRIES[(int) (user % COUNTRIES.length)]);
        string(field(address, "zip"), row, Long.toString(10_000 + user % 9000));
    }

    private void items(ListVector items, int row) {
        items.append(row);
        for (int i = random.nextInt(4); i > 0; i--) {
            int slot = items.nextElement();
            StructVector item = items.element().structs();
            item.append(slot);
            string(field(item, "sku"), slot, "SKU-" + (100_000 + random.nextInt(5000)));
            field(item, "price").doubles().append(slot, random.nextInt(100, 50_000) / 100.0);
            field(item, "qty").longs(Kind.BIGINT).append(slot, random.nextInt(1, 6));
        }
    }

    private void device(StructVector device, int row) {
        device.append(row);
        string(field(device, "os"), row, random.nextBoolean() ? "android" : "ios");
        string(field(device, "version"), row, random.nextInt(9, 18) + "." + random.nextInt(6));
        string(
                field(device, "agent"),
                row,
                "Mozilla/5.0 (Linux; Android " + random.nextInt(9, 16) + ") AppleWebKit/537.36 Chrome/"
                        + random.nextInt(90, 140) + ".0 Mobile");
        field(device, "battery").doubles().append(row, random.nextInt(101) / 100.0);
    }

    private static Column field(StructVector struct, String name) {
        for (int i = 0; i < struct.fields().size(); i++) {
            if (struct.fields().get(i).name().equals(name)) {
                return struct.fields().get(i);
            }
        }
        return struct.addField(name);
    }

    private static void string(Column column, int slot, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        BytesVector vector = column.bytes(Kind.STRING);
        vector.append(slot, bytes, 0, bytes.length);
    }

    private String hex(long value) {
        text.setLength(0);
        String digits = Long.toHexString(value);
        for (int i = digits.length(); i < 16; i++) {
            text.append('0');
        }
        return text.append(digits).toString();
    }
}
