package io.millrace.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What all benchmarks take. */
final class LabOptions {
    @Option(
            names = "--dir",
            paramLabel = "DIRECTORY",
            description = "Where everything is written; must be empty or new. Default: a temporary directory")
    private Optional<Path> directory = Optional.empty();

    @Option(names = "--keep", description = "Keep what was written")
    private boolean keep;

    @Option(
            names = "--job-flag",
            paramLabel = "FLAG",
            description = "A flag for the JVM of the measured job, such as -XX:StartFlightRecording=filename=job.jfr;"
                    + " may be given again")
    private List<String> jobFlags = List.of();

    List<String> jobFlags() {
        return jobFlags;
    }

    /** Creates the directory, lets {@code work} fill it, and deletes it. */
    int within(Work work) throws InterruptedException {
        try {
            Path path = directory.isPresent()
                    ? Files.createDirectories(directory.get().toAbsolutePath())
                    : Files.createTempDirectory("millrace-bench");
            try {
                work.in(path);
            } finally {
                if (!keep) {
                    delete(path);
                }
            }
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something done in a directory. */
    interface Work {
        void in(Path directory) throws IOException, InterruptedException;
    }

    static void delete(Path path) throws IOException {
        try (Stream<Path> paths = Files.walk(path)) {
            for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
