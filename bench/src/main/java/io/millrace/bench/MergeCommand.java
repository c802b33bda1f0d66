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

/** {@code millrace bench merge}. */
@Command(
        name = "merge",
        header = "MERGE of one row in a hundred, beside writing those rows and DuckDB's rewriting of the files.",
        description = {
            "Fills a table with a PRIMARY KEY, then merges two sets of changes, each a process of its own. The keys are"
                    + " anywhere in the table. The first MERGE builds the index of keys, the second has it. Beside them an"
                    + " insert job writes the same rows into a table without a key, and DuckDB writes all files of the"
                    + " table anew with the changes in them, twice in one process; the second time counts. A process that"
                    + " has nothing to do is taken off the figures of the jobs, which have 2 GB of heap."
        })
final class MergeCommand implements Callable<Integer> {
    private static final String ROWS = """
            COPY (
                SELECT i AS id, 'customer ' || (hash(i) %% 100000) AS customer,
                    ['new', 'paid', 'sent', 'done'][1 + (hash(i + %2$d) %% 4)::BIGINT] AS status,
                    (hash(i + %2$d) %% 1000000) / 100.0 AS amount
                FROM range(%1$d) rows(i)
                WHERE %3$s
            ) TO '%4$s' (FORMAT parquet)
            """;
    private static final String STAGING = """
            CREATE FILES CONNECTION files PATH = '%s';
            CREATE TABLE lake.bench.base ();
            CREATE TABLE lake.bench.first ();
            CREATE TABLE lake.bench.second ();
            CREATE JOB load_base CONTENT_TYPE = PARQUET
            AS COPY FROM FILES files LOCATION = 'base' SETTLE_TIME = 0 SECONDS INTO lake.bench.base;
            CREATE JOB load_first CONTENT_TYPE = PARQUET
            AS COPY FROM FILES files LOCATION = 'first' SETTLE_TIME = 0 SECONDS INTO lake.bench.first;
            CREATE JOB load_second CONTENT_TYPE = PARQUET
            AS COPY FROM FILES files LOCATION = 'second' SETTLE_TIME = 0 SECONDS INTO lake.bench.second;
            CREATE TABLE lake.bench.written (id BIGINT, customer STRING, status STRING, amount DOUBLE);
            CREATE TABLE lake.bench.target (id BIGINT, customer STRING, status STRING, amount DOUBLE) PRIMARY KEY id;
            CREATE JOB fill RUN_INTERVAL = 1 SECOND
            AS INSERT INTO lake.bench.target MAP_COLUMNS_BY_NAME
            SELECT id, customer, status, amount FROM lake.bench.base WHERE time_filter();
            """;
    private static final String NOTHING = """
            DROP JOB fill;
            DROP JOB load_base;
            DROP JOB load_first;
            DROP JOB load_second;
            """;
    private static final String WRITE = """
            CREATE JOB write RUN_INTERVAL = 1 SECOND
            AS INSERT INTO lake.bench.written MAP_COLUMNS_BY_NAME
            SELECT id, customer, status, amount FROM lake.bench.second WHERE time_filter();
            """;
    private static final String MERGE = """
            DROP JOB %2$s;
            CREATE JOB merge_%1$s RUN_INTERVAL = 1 SECOND
            AS MERGE INTO lake.bench.target t
            USING (SELECT id, customer, status, amount FROM lake.bench.%1$s WHERE time_filter()) s
            ON t.id = s.id
            WHEN MATCHED THEN REPLACE
            WHEN NOT MATCHED THEN INSERT MAP_COLUMNS_BY_NAME;
            """;
    private static final String REFERENCE = """
            COPY (
                SELECT id, customer, status, amount FROM read_parquet(%1$s) rows ANTI JOIN read_parquet('%2$s') USING (id)
                UNION ALL SELECT id, customer, status, amount FROM read_parquet('%2$s')
            ) TO '%3$s' (FORMAT parquet, COMPRESSION zstd)
            """;
    private static final String FINGERPRINT = """
            SELECT count(*)::VARCHAR AS rows, sum(CAST(round(amount * 100) AS BIGINT))::VARCHAR AS amounts,
                bit_xor(hash(id || customer || status))::VARCHAR AS texts
            FROM %s
            """;
    private static final int LIMIT_OF_WRITES = 3;
    /** The run that fills the table holds all of its keys. */
    private static final String HEAP = "-Xmx2g";

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--rows", defaultValue = "10000000", description = "Of the table. Default: ${DEFAULT-VALUE}")
    private long rows;

    @Option(
            names = "--cores",
            defaultValue = "2",
            description = "Cores that the job, and DuckDB, may see. Default: ${DEFAULT-VALUE}")
    private int cores;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws IOException, InterruptedException {
        Path second = stage(directory);
        List<String> flags = new ArrayList<>(List.of(HEAP));
        flags.addAll(lab.jobFlags());
        flags.add("-XX:ActiveProcessorCount=" + cores);
        Lab made = new Lab(directory.resolve("data"), directory, flags);
        made.runToEnd("fill", STAGING.formatted(directory.resolve("incoming")));
        Usage nothing = made.runToEnd("nothing", NOTHING);
        Usage written = made.runToEnd("write", WRITE).beyond(nothing);
        Usage first = made.runToEnd("first", MERGE.formatted("first", "write")).beyond(nothing);
        List<String> before = current(made);
        Usage merge = made.runToEnd("second", MERGE.formatted("second", "merge_first"))
                .beyond(nothing);
        Path reference = directory.resolve("reference.parquet");
        String sql = REFERENCE.formatted(Reference.list(before), second, reference);
        Usage rewritten = Reference.measure(directory, cores, sql);

        Report report = new Report("merge", spec.commandLine().getOut());
        report.put("job_cores", cores);
        report.put("rows", rows);
        report.put("cpu_seconds_written", written.cpuSeconds());
        report.put("cpu_seconds_merge", merge.cpuSeconds());
        report.put("cpu_seconds_first_merge", first.cpuSeconds());
        report.put("cpu_seconds_rewritten_by_duckdb", rewritten.cpuSeconds());
        double bound = LIMIT_OF_WRITES * written.cpuSeconds() + rewritten.cpuSeconds();
        report.put("ratio_of_the_bound", merge.cpuSeconds() / bound);
        report.put("ratio_of_the_bound_first_merge", first.cpuSeconds() / bound);
        report.put("wall_seconds_merge", merge.wallSeconds());
        verify(made, directory, reference);
        report.put("verified", "counts and sums equal those of the changed rows");
        report.end();
    }

    /** Writes the rows and two sets of changes of one in a hundred; returns the file of the second. */
    private Path stage(Path directory) throws IOException {
        Path incoming = directory.resolve("incoming");
        write(incoming, "base", 1, "TRUE");
        write(incoming, "first", 2, "hash(i) % 100 = 7");
        return write(incoming, "second", 3, "hash(i) % 100 = 8");
    }

    private Path write(Path incoming, String name, int seed, String which) throws IOException {
        Path file = Files.createDirectories(incoming.resolve(name)).resolve(name + ".parquet");
        Reference.execute(ROWS.formatted(rows, seed, which, file));
        return file;
    }

    private static List<String> current(Lab lab) {
        return lab.files("bench", "target").stream().map(ScannedFile::location).toList();
    }

    private static void verify(Lab lab, Path directory, Path reference) {
        String incoming = directory.resolve("incoming").toString();
        String expected = "(SELECT * FROM '" + incoming + "/base/base.parquet' ANTI JOIN (SELECT id FROM '" + incoming
                + "/first/first.parquet' UNION ALL SELECT id FROM '" + incoming
                + "/second/second.parquet') changed USING (id) UNION ALL FROM '" + incoming
                + "/first/first.parquet' UNION ALL FROM '" + incoming + "/second/second.parquet')";
        Lab.verify(
                lab.texts(FINGERPRINT.formatted("lake.bench.target")), Reference.row(FINGERPRINT.formatted(expected)));
        Lab.verify(
                Reference.row(FINGERPRINT.formatted("'" + reference + "'")),
                Reference.row(FINGERPRINT.formatted(expected)));
    }
}
