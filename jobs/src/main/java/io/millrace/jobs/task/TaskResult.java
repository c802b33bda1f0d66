package io.millrace.jobs.task;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.stats.SketchBlob;
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
 * @param sketches of the rows in the files
 */
public record TaskResult(
        List<DataFile> files,
        List<DataFile> rejectFiles,
        SchemaEvolution evolution,
        Counts counts,
        List<SketchBlob> sketches)
        implements Serializable {
    public TaskResult {
        files = List.copyOf(files);
        rejectFiles = List.copyOf(rejectFiles);
        requireNonNull(evolution, "evolution is null");
        requireNonNull(counts, "counts is null");
        sketches = List.copyOf(sketches);
    }

    /**
     * @param payloads read from the source
     * @param inputBytes of these payloads, decompressed
     * @param rows written to the target
     * @param rejects written to the table of rejects
     * @param duplicateKeys objects that held a key twice
     * @param overflowedFields fields beyond MAX_COLUMNS
     * @param unknownFields fields that the schema of their record does not name
     * @param violations rows that violated an expectation, by its name
     * @param duplicates rows dropped because their key had landed before
     * @param lags rows by how late their events were
     */
    public record Counts(
            long payloads,
            long inputBytes,
            long rows,
            long rejects,
            long duplicateKeys,
            long overflowedFields,
            long unknownFields,
            SortedMap<String, Long> violations,
            long duplicates,
            SortedMap<EventLag, Long> lags)
            implements Serializable {
        public static final Counts NONE = of(0, 0, 0);

        public Counts {
            violations = new TreeMap<>(violations);
            lags = new TreeMap<>(lags);
        }

        /** Counts of a task that rejects nothing. */
        public static Counts of(long payloads, long inputBytes, long rows) {
            return new Counts(payloads, inputBytes, rows, 0, 0, 0, 0, new TreeMap<>(), 0, new TreeMap<>());
        }

        public Counts plus(Counts other) {
            return new Counts(
                    payloads + other.payloads,
                    inputBytes + other.inputBytes,
                    rows + other.rows,
                    rejects + other.rejects,
                    duplicateKeys + other.duplicateKeys,
                    overflowedFields + other.overflowedFields,
                    unknownFields + other.unknownFields,
                    sum(violations, other.violations),
                    duplicates + other.duplicates,
                    sum(lags, other.lags));
        }

        private static <K> SortedMap<K, Long> sum(SortedMap<K, Long> some, SortedMap<K, Long> others) {
            SortedMap<K, Long> all = new TreeMap<>(some);
            others.forEach((key, count) -> all.merge(key, count, Long::sum));
            return all;
        }
    }
}
