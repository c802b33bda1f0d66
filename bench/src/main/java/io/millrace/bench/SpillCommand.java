package io.millrace.bench;

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

/** {@code millrace bench spill}. */
@Command(
        name = "spill",
        header = "An aggregate whose groups are larger than the memory that it may have.",
        description = {
            "Loads rows of which two each have the same key of 32 characters, then groups them by key in one run. What the"
                    + " groups take is more than the memory of the process: heap and kernel have --heap each. DuckDB does the"
                    + " same with all memory that it wants, twice in one process; the second time counts."
        })
final class SpillCommand implements Callable<Integer> {
    private static final String ROWS = """
            COPY (SELECT md5((i %% %1$d)::VARCHAR) AS id, i %% 1000 AS amount FROM range(2 * %1$d) rows(i))
            TO '%2$s' (FORMAT parquet)
            """;
    private static final String STAGING = """
            CREATE FILES CONNECTION files PATH = '%s';
            CREATE TABLE lake.bench.staging ();
            CREATE JOB load CONTENT_TYPE = PARQUET
            AS COPY FROM FILES files SETTLE_TIME = 0 SECONDS INTO lake.bench.staging;
            """;
    private static final String WORKSHEET = """
            DROP JOB load;
            CREATE TABLE lake.bench.totals (id STRING, n BIGINT, total BIGINT);
            CREATE JOB totals RUN_INTERVAL = 1 DAY
            AS INSERT INTO lake.bench.totals MAP_COLUMNS_BY_NAME
            SELECT id, count(*) AS n, sum(amount)::BIGINT AS total FROM lake.bench.staging WHERE time_filter() GROUP BY id;
            """;
    private static final String REFERENCE = """
            COPY (SELECT id, count(*) AS n, sum(amount)::BIGINT AS total FROM '%s' GROUP BY id)
            TO '%s' (FORMAT parquet, COMPRESSION zstd)
            """;
    private static final String FINGERPRINT = """
            SELECT count(*)::VARCHAR AS rows, sum(n)::VARCHAR AS n, sum(total)::VARCHAR AS total,
                bit_xor(hash(id || total))::VARCHAR AS texts
            FROM %s
            """;
    private static final double MEBI = 1 << 20;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--groups", defaultValue = "20000000", description = "How many. Default: ${DEFAULT-VALUE}")
    private long groups;

    @Option(names = "--heap", defaultValue = "400m", description = "As of -Xmx. Default: ${DEFAULT-VALUE}")
    private String heap;

    @Option(
            names = "--cores",
            defaultValue = "2",
            description = "Cores that the job may see. Default: ${DEFAULT-VALUE}")
    private int cores;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws IOException, InterruptedException {
        Path incoming = Files.createDirectories(directory.resolve("incoming"));
        Path rows = incoming.resolve("rows.parquet");
        Reference.execute(ROWS.formatted(groups, rows));
        List<String> flags = new ArrayList<>(List.of("-Xmx" + heap));
        flags.addAll(lab.jobFlags());
        flags.add("-XX:ActiveProcessorCount=" + cores);
        Lab made = new Lab(directory.resolve("data"), directory, flags);
        made.runToEnd("load", STAGING.formatted(incoming));
        Spilled spilled = new Spilled(made.data().resolve("tmp"));
        Usage job;
        try (MeasuredProcess process = made.run("totals", WORKSHEET, "--until-caught-up")) {
            job = process.await(any -> spilled.look());
        }
        Path reference = directory.resolve("reference.parquet");
        Usage duckdb = Reference.measure(directory, cores, REFERENCE.formatted(rows, reference));

        Report report = new Report("spill", spec.commandLine().getOut());
        report.put("job_cores", cores);
        report.put("groups", groups);
        report.put("heap", heap);
        report.put("peak_rss_mib", job.peakBytes() / MEBI);
        report.put("peak_spilled_mib", spilled.most() / MEBI);
        report.put("cpu_seconds", job.cpuSeconds());
        report.put("wall_seconds", job.wallSeconds());
        report.put("reference_peak_rss_mib", duckdb.peakBytes() / MEBI);
        report.put("reference_cpu_seconds", duckdb.cpuSeconds());
        report.put("ratio_cpu_whole_process", job.cpuSeconds() / duckdb.cpuSeconds());
        Lab.verify(
                made.texts(FINGERPRINT.formatted("lake.bench.totals")),
                Reference.row(FINGERPRINT.formatted("'" + reference + "'")));
        report.put("verified", "counts, sums and hashes equal those of the reference");
        report.end();
    }
}
