package io.millrace.bench;

import static java.util.Objects.requireNonNull;

import io.millrace.bench.CommitMarks.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One copy job on the files of one format, and the reference on the same files. */
final class FormatRun {
    private static final String WORKSHEET = """
            CREATE FILES CONNECTION incoming PATH = '%s';
            CREATE TABLE lake.bench.staging () PARTITIONED BY $event_date;
            CREATE JOB load CONTENT_TYPE = %s COMMIT_INTERVAL = 1 SECOND
            AS COPY FROM FILES incoming SETTLE_TIME = 0 SECONDS INTO lake.bench.staging;
            """;
    private static final String STAGING = "lake.bench.staging";
    private static final int TICK_MILLIS = 10;

    private final EventFiles files;
    private final Clicks clicks;
    private final Path directory;
    private final int cores;
    private final Lab lab;

    /** @param directory empty, in the file system of the files */
    FormatRun(EventFiles files, Clicks clicks, Path directory, int cores, List<String> jobFlags) {
        this.files = requireNonNull(files, "files is null");
        this.clicks = requireNonNull(clicks, "clicks is null");
        this.directory = requireNonNull(directory, "directory is null");
        this.cores = cores;
        this.lab = new Lab(directory.resolve("data"), directory, jobFlags);
    }

    /** @param warmUpFiles how many of the files are there at first, and do not count as steady */
    FormatFigures measure(int warmUpFiles) throws IOException, InterruptedException {
        long warmUp = 0;
        for (int partition = 0; partition < warmUpFiles; partition++) {
            warmUp += clicks.inPartition(partition);
        }
        Path incoming = Files.createDirectories(directory.resolve("incoming"));
        files.linkTo(incoming, 0, warmUpFiles);
        CommitMarks marks = new CommitMarks(lab.data().resolve("warehouse/bench/staging/metadata"));
        Usage first;
        Usage whole;
        String worksheet = WORKSHEET.formatted(incoming, files.format());
        try (MeasuredProcess job = lab.run("formats", worksheet)) {
            first = await(job, marks, warmUp);
            files.linkTo(incoming, warmUpFiles, files.paths().size());
            whole = await(job, marks, clicks.count());
        }
        Path parquet = directory.resolve("reference.parquet");
        Usage reference = reference(parquet);
        verify(parquet);
        return new FormatFigures(
                files.bytes(),
                clicks.count(),
                clicks.count() - warmUp,
                whole,
                whole.beyond(first),
                reference,
                decoding(),
                lab.files("bench", "staging").stream()
                        .mapToLong(file -> file.bytes())
                        .sum(),
                Files.exists(parquet) ? Files.size(parquet) : 0);
    }

    /** What the job took up to the commit with which its table has so many rows. */
    static Usage await(MeasuredProcess job, CommitMarks marks, long rows) throws InterruptedException {
        while (marks.rows() < rows) {
            if (!job.isAlive()) {
                throw new IllegalStateException("the job ended: " + job.output());
            }
            marks.look(job);
            Thread.sleep(TICK_MILLIS);
        }
        Mark mark = marks.first(rows);
        if (mark.rows() != rows) {
            throw new IllegalStateException("the table has " + mark.rows() + " rows of " + rows);
        }
        return mark.usage();
    }

    private Usage reference(Path parquet) throws InterruptedException {
        if (files.format().inDuckDb()) {
            return Reference.measure(directory, cores, EventSql.copy(files.format(), files.paths(), parquet));
        }
        List<String> arguments = new ArrayList<>(List.of(Integer.toString(cores), Long.toString(clicks.count())));
        files.paths().forEach(path -> arguments.add(path.toString()));
        Class<?> main = files.format() == EventFormat.ORC ? OrcReferenceMain.class : AvroReferenceMain.class;
        return Reference.measure(directory, main, arguments);
    }

    private Usage decoding() throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(files.format().name(), Long.toString(clicks.count())));
        files.paths().forEach(path -> arguments.add(path.toString()));
        return Reference.measure(directory, DecodeMain.class, arguments);
    }

    /** Compares the table, and what the reference wrote, with the events. */
    private void verify(Path parquet) throws IOException {
        Path json = directory.resolve("events.json");
        clicks.toFile(json);
        List<String> expected =
                Reference.row(EventSql.fingerprint(EventFormat.JSON, EventSql.read(EventFormat.JSON, List.of(json))));
        requireSame("the table", lab.texts(EventSql.fingerprint(files.format(), STAGING)), expected);
        if (Files.exists(parquet)) {
            String sql = EventSql.fingerprint(files.format(), "'" + parquet + "'");
            requireSame("the reference", Reference.row(sql), expected);
        }
        Files.delete(json);
    }

    private static void requireSame(String what, List<String> found, List<String> expected) {
        if (!found.equals(expected)) {
            throw new IllegalStateException(what + " holds " + found + ", but written were " + expected);
        }
    }
}
