package io.millrace.bench;

import io.millrace.cli.Wiring;
import io.millrace.jobs.loop.JobStatus;
import io.millrace.lake.LakeTable;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.server.Millrace;
import io.millrace.server.RunMode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.Worksheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench commits}. */
@Command(
        name = "commits",
        header = "What a commit costs when a table has had many.",
        description = {
            "Runs a copy job in runs of a few rows, each with a commit of its own, as fast as they go, and compares the time"
                    + " from one commit to the next at the beginning with that at the end. It holds planning, reading and"
                    + " writing of the few rows, too."
        })
final class CommitsCommand implements Callable<Integer> {
    private static final String WORKSHEET = """
            CREATE GENERATOR CONNECTION clicks;
            CREATE TABLE lake.bench.staging () PARTITIONED BY $event_date;
            CREATE JOB load CONTENT_TYPE = JSON
            AS COPY FROM GENERATOR clicks TEMPLATE = CLICKSTREAM ROWS = 1 INTO lake.bench.staging;
            """;
    private static final int EARLY = 50;
    private static final int WINDOW = 25;
    private static final double MILLI = 1e6;
    private static final double KIBI = 1024;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--commits", defaultValue = "5000", description = "How many. Default: ${DEFAULT-VALUE}")
    private int commits;

    @Option(names = "--rows", defaultValue = "10", description = "In each. Default: ${DEFAULT-VALUE}")
    private int rows;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws IOException {
        if (commits < EARLY + WINDOW) {
            throw new IllegalArgumentException("--commits is less than " + (EARLY + WINDOW));
        }
        Report report = new Report("commits", spec.commandLine().getOut());
        createTables(directory);
        try (LakeCatalog catalog = Catalogs.embedded(directory)) {
            LakeTable table = catalog.find("bench", "staging").orElseThrow();
            LakeTable rejects = catalog.find("bench", "staging__rejects").orElseThrow();
            SmallRuns runs = new SmallRuns(commits, rows, InstantSource.system(), InstantSource.system());
            JobStatus end = runs.execute(table, rejects);
            end.error().map(MillraceException::describe).ifPresent(error -> {
                throw new IllegalStateException(error);
            });
            double[] millis = runs.nanosBetweenCommits();
            for (int i = 0; i < millis.length; i++) {
                millis[i] /= MILLI;
            }
            double early = median(millis, EARLY - WINDOW, EARLY + WINDOW);
            double late = median(millis, millis.length - 2 * WINDOW, millis.length);
            report.put("commits", end.runs());
            report.put("millis_at_50th", early);
            report.put("millis_in_the_middle", median(millis, millis.length / 2, millis.length / 2 + 2 * WINDOW));
            report.put("millis_at_last", late);
            report.put("ratio_last_to_50th", late / early);
            report.put("snapshots_kept", table.refresh().metadata().snapshots().size());
            Path metadata = directory.resolve("warehouse/bench/staging/metadata");
            report.put("files_in_metadata", count(metadata, ""));
            report.put("metadata_json_files", count(metadata, ".metadata.json"));
            report.put("metadata_json_kib", current(table) / KIBI);
            report.put(
                    "manifests",
                    table.iceberg().currentSnapshot().allManifests(table.io()).size());
        }
        report.end();
    }

    /** As every table and job is created; the job that it defines is not the one that runs. */
    static void createTables(Path directory) {
        try (Millrace millrace = new Wiring(InstantSource.system()).own(directory, RunMode.UNTIL_CAUGHT_UP)) {
            millrace.apply(Worksheet.parse("bench.sql", WORKSHEET, Map.of()), result -> {});
        }
    }

    private static double median(double[] values, int from, int to) {
        return Quantiles.of(Arrays.copyOfRange(values, from, to), 0.5);
    }

    private static long current(LakeTable table) {
        return table.io().newInputFile(table.metadata().metadataFileLocation()).getLength();
    }

    private static long count(Path directory, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).count();
        }
    }
}
