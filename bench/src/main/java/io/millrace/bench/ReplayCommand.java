package io.millrace.bench;

import io.millrace.jobs.loop.JobStatus;
import io.millrace.lake.catalog.Catalogs;
import io.millrace.lake.catalog.LakeCatalog;
import io.millrace.spi.error.MillraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace bench replay}. */
@Command(
        name = "replay",
        header = "A day of history replayed minute by minute, beside one run over all of it.",
        description = {
            "Writes a table with a commit in every minute of a day, then starts jobs at its beginning, each in a process of"
                    + " its own: one that takes row by row and one that groups, each with runs of a minute and with one run"
                    + " for the day. A process that has nothing to do is taken off."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final Instant DAY = Instant.parse("2026-01-31T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String NOTHING = "DROP JOB load;";
    private static final String ROWS = """
            SELECT event_id, upper(type) AS kind, md5("user".email) AS user_key, url
            FROM lake.bench.staging WHERE type <> 'view' AND time_filter()""";
    private static final String GROUPS = """
            SELECT run_start_time() AS minute, type AS kind, "user".address.country AS country, count(*) AS events,
                count(DISTINCT "user".email) AS users
            FROM lake.bench.staging WHERE time_filter() GROUP BY ALL""";
    private static final String WORKSHEET = """
            CREATE TABLE lake.bench.%1$s ();
            CREATE JOB %1$s ADD_MISSING_COLUMNS = TRUE RUN_INTERVAL = %2$s
            AS INSERT INTO lake.bench.%1$s MAP_COLUMNS_BY_NAME
            %3$s;
            """;
    private static final String ROWS_PRINT = """
            SELECT count(*)::VARCHAR AS rows, bit_xor(hash(event_id || kind || user_key))::VARCHAR AS texts FROM %s
            """;
    private static final String GROUPS_PRINT = "SELECT sum(events)::VARCHAR AS events FROM %s";

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--minutes", defaultValue = "1440", description = "Of history. Default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(names = "--rows", defaultValue = "7000", description = "In each minute. Default: ${DEFAULT-VALUE}")
    private int rows;

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
        Path data = directory.resolve("data");
        CommitsCommand.createTables(data);
        writeHistory(data);
        List<String> flags = new ArrayList<>(lab.jobFlags());
        flags.add("-XX:ActiveProcessorCount=" + cores);
        Lab made = new Lab(data, directory, flags);
        Usage nothing = made.runToEnd("nothing", NOTHING);
        Report report = new Report("replay", spec.commandLine().getOut());
        report.put("job_cores", cores);
        report.put("minutes", minutes);
        report.put("rows", (long) minutes * rows);
        report.put("cpu_seconds_nothing", nothing.cpuSeconds());
        measure(report, made, "stateless", ROWS, ROWS_PRINT, nothing);
        measure(report, made, "grouped", GROUPS, GROUPS_PRINT, nothing);
        report.put("verified", "counts and hashes of both are equal");
        report.end();
    }

    private static void measure(Report report, Lab lab, String name, String query, String print, Usage nothing)
            throws InterruptedException {
        String one = name + "_at_once";
        String many = name + "_by_minute";
        Usage once = lab.runToEnd(one, WORKSHEET.formatted(one, "1 DAY", query));
        Usage byMinute = lab.runToEnd(many, WORKSHEET.formatted(many, "1 MINUTE", query));
        Lab.verify(lab.texts(print.formatted("lake.bench." + many)), lab.texts(print.formatted("lake.bench." + one)));
        report.put("runs_" + many, runs(lab, many));
        report.put("cpu_seconds_" + one, once.cpuSeconds());
        report.put("cpu_seconds_" + many, byMinute.cpuSeconds());
        report.put("wall_seconds_" + many, byMinute.wallSeconds());
        report.put("ratio_" + name + "_whole_process", byMinute.cpuSeconds() / once.cpuSeconds());
        report.put(
                "ratio_" + name,
                byMinute.beyond(nothing).cpuSeconds() / once.beyond(nothing).cpuSeconds());
    }

    private static long runs(Lab lab, String job) {
        return lab.row("SELECT runs FROM system.monitoring.jobs WHERE name = '" + job + "'")
                .path("runs")
                .asLong();
    }

    private void writeHistory(Path data) {
        try (LakeCatalog catalog = Catalogs.embedded(data)) {
            AtomicLong minute = new AtomicLong();
            InstantSource everyMinute = () -> DAY.plus(MINUTE.multipliedBy(minute.getAndIncrement()));
            JobStatus end = new SmallRuns(minutes, rows, InstantSource.system(), everyMinute)
                    .execute(
                            catalog.find("bench", "staging").orElseThrow(),
                            catalog.find("bench", "staging__rejects").orElseThrow());
            end.error().map(MillraceException::describe).ifPresent(error -> {
                throw new IllegalStateException(error);
            });
        }
    }
}
