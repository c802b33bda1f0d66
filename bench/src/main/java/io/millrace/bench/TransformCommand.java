package io.millrace.bench;

import io.millrace.lake.scan.ScannedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench transform}. */
@Command(
        name = "transform",
        header = "A staging table to a partitioned table, beside DuckDB from and to Parquet.",
        description = {
            "Stages events, then runs an insert job that filters, projects, hashes and unnests them into a partitioned table."
                    + " DuckDB executes the same SELECT on the same files into a partitioned directory, twice in one"
                    + " process; the second time counts. The job's figures are those of the whole run less those of a"
                    + " run on a tenth of the events, so that start-up and warm-up drop out."
        })
final class TransformCommand implements Callable<Integer> {
    private static final String STAGING = """
            CREATE FILES CONNECTION events PATH = '%s';
            CREATE TABLE lake.bench.staging () PARTITIONED BY $event_date;
            CREATE JOB load CONTENT_TYPE = JSON INFER_TIMESTAMPS = TRUE
            AS COPY FROM FILES events SETTLE_TIME = 0 SECONDS INTO lake.bench.staging;
            """;
    private static final String WORKSHEET = """
            DROP JOB load;
            CREATE TABLE lake.bench.items (day DATE) PARTITIONED BY day;
            CREATE JOB transform ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = 1 SECOND
            AS INSERT INTO lake.bench.items MAP_COLUMNS_BY_NAME
            SELECT event_id, day, kind, country, user_key, item.sku AS sku, item.qty AS quantity,
                item.qty * item.price AS amount
            FROM (
                SELECT event_id, ts::DATE AS day, upper(type) AS kind, "user".address.country AS country,
                    md5("user".email) AS user_key, unnest(items) AS item
                FROM lake.bench.staging
                WHERE type <> 'view' AND time_filter()
            );
            """;
    private static final String REFERENCE = """
            COPY (
                SELECT event_id, day, kind, country, user_key, item.sku AS sku, item.qty AS quantity,
                    item.qty * item.price AS amount
                FROM (
                    SELECT event_id, ts::DATE AS day, upper(type) AS kind, "user".address.country AS country,
                        md5("user".email) AS user_key, unnest(items) AS item
                    FROM read_parquet(%s)
                    WHERE type <> 'view'
                )
            ) TO '%s' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (day), WRITE_PARTITION_COLUMNS true, OVERWRITE true)
            """;
    private static final String FINGERPRINT = """
            SELECT count(*)::VARCHAR AS items, count(DISTINCT day)::VARCHAR AS days, sum(quantity)::VARCHAR AS quantities,
                sum(CAST(round(amount * 100) AS BIGINT))::VARCHAR AS amounts,
                bit_xor(hash(event_id || kind || country || user_key || sku))::VARCHAR AS texts
            FROM %s
            """;
    private static final double MEBI = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--events", defaultValue = "3000000", description = "How many. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(
            names = "--cores",
            split = ",",
            defaultValue = "2,1",
            description = "Cores that the job, and DuckDB, may see, one run each. Default: ${DEFAULT-VALUE}")
    private List<Integer> cores;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws IOException, InterruptedException {
        Clicks all = new Clicks(events, 1);
        Clicks tenth = new Clicks(events / 10, 1);
        for (int count : cores) {
            Report report = new Report("transform", spec.commandLine().getOut());
            report.put("job_cores", count);
            report.put("events", events);
            Lab small = stage(directory, "tenth", tenth, count);
            Lab full = stage(directory, "all", all, count);
            Usage start = small.runToEnd("transform", WORKSHEET);
            Usage whole = full.runToEnd("transform", WORKSHEET);
            Usage steady = whole.beyond(start);
            long steadyEvents = events - tenth.count();
            report.put("events_per_second_steady", steadyEvents / steady.wallSeconds());
            report.put("cpu_per_million_steady", steady.cpuPerMillion(steadyEvents));
            report.put("cores_busy_steady", steady.cpuSeconds() / steady.wallSeconds());
            report.put("cpu_per_million_whole_process", whole.cpuPerMillion(events));
            report.put("peak_rss_mib", whole.peakBytes() / MEBI);

            List<String> paths = full.files("bench", "staging").stream()
                    .map(ScannedFile::location)
                    .toList();
            Path reference = directory.resolve("reference");
            Usage duckdb = Reference.measure(directory, count, REFERENCE.formatted(Reference.list(paths), reference));
            report.put("reference_events_per_second", events / duckdb.wallSeconds());
            report.put("reference_cpu_per_million", duckdb.cpuPerMillion(events));
            List<ScannedFile> files = full.files("bench", "items");
            long bytes = files.stream().mapToLong(ScannedFile::bytes).sum();
            report.put(
                    "output_rows",
                    files.stream().mapToLong(ScannedFile::records).sum());
            report.put("output_files", files.size());
            report.put("output_bytes", bytes);
            report.put("reference_output_bytes", Reference.bytes(reference));
            report.put("ratio_bytes", (double) bytes / Reference.bytes(reference));
            report.put("ratio_cpu_steady", steady.cpuPerMillion(steadyEvents) / duckdb.cpuPerMillion(events));
            report.put("ratio_cpu_whole_process", whole.cpuPerMillion(events) / duckdb.cpuPerMillion(events));
            verify(full, reference);
            report.put("verified", "counts and sums equal those of the reference");
            LabOptions.delete(small.directory());
            LabOptions.delete(full.directory());
            report.end();
        }
    }

    private Lab stage(Path directory, String name, Clicks clicks, int count) throws IOException, InterruptedException {
        Path own = Files.createDirectories(directory.resolve(name));
        Path incoming = Files.createDirectories(own.resolve("incoming"));
        clicks.toFile(incoming.resolve("events.json"));
        List<String> flags = new ArrayList<>(lab.jobFlags());
        flags.add("-XX:ActiveProcessorCount=" + count);
        Lab made = new Lab(own.resolve("data"), own, flags);
        made.runToEnd("load", STAGING.formatted(incoming));
        return made;
    }

    private static void verify(Lab lab, Path reference) {
        Lab.verify(
                lab.texts(FINGERPRINT.formatted("lake.bench.items")),
                Reference.row(FINGERPRINT.formatted("read_parquet('" + reference + "/**/*.parquet')")));
    }
}
