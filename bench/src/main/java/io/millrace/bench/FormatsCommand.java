package io.millrace.bench;

import java.io.IOException;
import java.io.PrintWriter;
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

/** {@code millrace bench formats}. */
@Command(
        name = "formats",
        header = "Files of each format to a committed table, beside DuckDB's own reader to Parquet.",
        description = {
            "Writes the same events as files of each format, runs a copy job on them with default options, and compares the"
                    + " table with the events. DuckDB copies the same files, told their schema, to a Parquet file, twice in one"
                    + " process; the second time counts. Its driver has neither Avro nor ORC: there the reference is the read"
                    + " loop of the format's own library, which writes nothing. A job writes: what"
                    + " decoding to columns alone takes is told beside it.",
            "",
            "The job gets the files of the warm-up first, and the others when those are committed. The figures that are"
                    + " called steady are those between the two commits, at which nothing is under way; the whole process is"
                    + " that from the start to the last commit."
        })
final class FormatsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private LabOptions lab = new LabOptions();

    @Option(names = "--events", defaultValue = "3000000", description = "How many. Default: ${DEFAULT-VALUE}")
    private long events;

    @Option(names = "--files", defaultValue = "12", description = "That hold them. Default: ${DEFAULT-VALUE}")
    private int files;

    @Option(
            names = "--warm-up-files",
            defaultValue = "4",
            description = "Files that are not counted, the first. Default: ${DEFAULT-VALUE}")
    private int warmUpFiles;

    @Option(
            names = "--formats",
            split = ",",
            defaultValue = "JSON,CSV,AVRO,ORC,PARQUET",
            description = "Which, one run each. Default: ${DEFAULT-VALUE}")
    private List<EventFormat> formats;

    @Option(
            names = "--cores",
            split = ",",
            defaultValue = "2,1",
            description = "Cores that the job, and the reference, may see, one run each. Default: ${DEFAULT-VALUE}")
    private List<Integer> cores;

    @Option(names = "--rounds", defaultValue = "1", description = "Repeats everything. Default: ${DEFAULT-VALUE}")
    private int rounds;

    @Override
    public Integer call() throws InterruptedException {
        return lab.within(this::measure);
    }

    private void measure(Path directory) throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Clicks clicks = new Clicks(events, files);
        FormatTable table = new FormatTable();
        for (EventFormat format : formats) {
            Path sources = directory.resolve(format.extension());
            EventFiles written = EventFiles.write(format, clicks, sources);
            for (int round = 0; round < rounds; round++) {
                for (int count : cores) {
                    Report report = new Report("formats", out);
                    report.put("format", format.name());
                    report.put("job_cores", count);
                    report.put("events", events);
                    Path own = Files.createDirectories(directory.resolve("run"));
                    FormatRun run = new FormatRun(written, clicks, own, count, jobFlags(count));
                    FormatFigures figures = run.measure(warmUpFiles);
                    figures.put(report);
                    report.put("verified", "counts, sums and hashes equal those of the events and of the reference");
                    report.end();
                    table.add(format, count, figures);
                    LabOptions.delete(own);
                }
            }
            LabOptions.delete(sources);
        }
        table.lines().forEach(out::println);
        out.flush();
    }

    private List<String> jobFlags(int count) {
        List<String> flags = new ArrayList<>(lab.jobFlags());
        flags.add("-XX:ActiveProcessorCount=" + count);
        return flags;
    }
}
