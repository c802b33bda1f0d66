package io.millrace.bench;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a job had taken whenever its table had grown. Between two commits in the midst of a job as much is under way at the
 * one as at the other, so that the difference is what the rows between them cost; at the last commit nothing is.
 */
final class CommitMarks {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PIPELINED = 2;

    private final Path metadata;
    private final Supplier<Duration> other;
    private final List<Mark> marks = new ArrayList<>();
    private String newest = "";

    /**
     * @param rows in the table
     * @param brokerCpu what the broker took, which shares the cores with the job
     */
    record Mark(long rows, Usage usage, Duration brokerCpu) {}

    /**
     * @param metadata the directory with the metadata of the table; may not be there yet
     * @param brokerCpu what the broker took so far
     */
    CommitMarks(Path metadata, Supplier<Duration> brokerCpu) {
        this.metadata = requireNonNull(metadata, "metadata is null");
        this.other = requireNonNull(brokerCpu, "brokerCpu is null");
    }

    /** Of a job that reads without a broker. */
    CommitMarks(Path metadata) {
        this(metadata, () -> Duration.ZERO);
    }

    /** Notes what the process took so far, if there is a commit that was not there the last time. */
    void look(MeasuredProcess process) {
        String file = newest();
        if (file.compareTo(newest) > 0) {
            Usage usage = process.usage();
            Duration brokerCpu = other.get();
            long rows = rows(metadata.resolve(file));
            if (rows >= 0) {
                newest = file;
                if (marks.isEmpty() || rows > marks.get(marks.size() - 1).rows()) {
                    marks.add(new Mark(rows, usage, brokerCpu));
                }
            }
        }
    }

    /** The first mark with at least as many rows. */
    Mark first(long rows) {
        return marks.stream()
                .filter(mark -> mark.rows() >= rows)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no commit with " + rows + " rows: " + marks));
    }

    /** The last mark at which the job had as much under way as at any before. */
    Mark last() {
        if (marks.size() <= PIPELINED) {
            throw new IllegalStateException("too few commits to tell: " + marks);
        }
        return marks.get(marks.size() - 1 - PIPELINED);
    }

    /** How many rows the table had when it was last looked at. */
    long rows() {
        return marks.isEmpty() ? 0 : marks.get(marks.size() - 1).rows();
    }

    private String newest() {
        String found = "";
        if (Files.isDirectory(metadata)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(metadata, "*.metadata.json")) {
                for (Path file : files) {
                    String name = file.getFileName().toString();
                    found = name.compareTo(found) > 0 ? name : found;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** The rows of the current snapshot; negative when the file is not complete yet. */
    private static long rows(Path file) {
        try {
            JsonNode table = JSON.readTree(Files.readAllBytes(file));
            long current = table.path("current-snapshot-id").asLong(-1);
            for (JsonNode snapshot : table.path("snapshots")) {
                if (snapshot.path("snapshot-id").asLong() == current) {
                    return snapshot.path("summary").path("total-records").asLong();
                }
            }
            return table.isObject() ? 0 : -1;
        } catch (IOException e) {
            return -1; // it is being written
        }
    }
}
