package io.millrace.jobs.task;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.schema.SchemaEvolution;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;

/**
 * What a task wrote.
 *
 * @param files for the target table
 * @param rejectFiles for the table of rejects
 * @param evolution the schema the files were written with
 */
public record TaskResult(List<DataFile> files, List<DataFile> rejectFiles, SchemaEvolution evolution, Counts counts)
        implements Serializable {
    public TaskResult {
        files = List.copyOf(files);
        rejectFiles = List.copyOf(rejectFiles);
        requireNonNull(evolution, "evolution is null");
        requireNonNull(counts, "counts is null");
    }

    /**
     * @param payloads read from the source
     * @param inputBytes of these payloads, decompressed
     * @param rows written to the target
     * @param rejects written to the table of rejects
     * @param duplicateKeys objects that held a key twice
     * @param overflowedFields fields beyond MAX_COLUMNS
     * @param violations rows that violated an expectation, by its name
     * @param duplicates rows dropped because their key had landed before
     */
    public record Counts(
            long payloads,
            long inputBytes,
            long rows,
            long rejects,
            long duplicateKeys,
            long overflowedFields,
            SortedMap<String, Long> violations,
            long duplicates)
            implements Serializable {
        public static final Counts NONE = of(0, 0, 0);

        public Counts {
            violations = new TreeMap<>(violations);
        }

        /** Counts of a task that rejects nothing. */
        public static Counts of(long payloads, long inputBytes, long rows) {
            return new Counts(payloads, inputBytes, rows, 0, 0, 0, new TreeMap<>(), 0);
        }

        public Counts plus(Counts other) {
            SortedMap<String, Long> all = new TreeMap<>(violations);
            other.violations.forEach((name, count) -> all.merge(name, count, Long::sum));
            return new Counts(
                    payloads + other.payloads,
                    inputBytes + other.inputBytes,
                    rows + other.rows,
                    rejects + other.rejects,
                    duplicateKeys + other.duplicateKeys,
                    overflowedFields + other.overflowedFields,
                    all,
                    duplicates + other.duplicates);
        }
    }
}
