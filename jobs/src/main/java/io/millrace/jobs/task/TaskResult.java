package io.millrace.jobs.task;

import static java.util.Objects.requireNonNull;

import io.millrace.kernel.function.user.FunctionFailures;
import io.millrace.lake.keys.ChangedKeys;
import io.millrace.lake.schema.SchemaEvolution;
import io.millrace.lake.stats.SketchBlob;
import java.io.Serializable;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.apache.iceberg.DataFile;

/**
 * What a task wrote.
 *
 * @param files for the target table
 * @param rejectFiles for the table of rejects
 * @param evolution the schema the files were written with
 * @param sketches of the rows in the files
 * @param changed the keys whose rows in the target are replaced; none if the rows are added to what is there
 */
public record TaskResult(
        List<DataFile> files,
        List<DataFile> rejectFiles,
        SchemaEvolution evolution,
        Counts counts,
        List<SketchBlob> sketches,
        List<ChangedKeys> changed)
        implements Serializable {
    public TaskResult {
        files = List.copyOf(files);
        rejectFiles = List.copyOf(rejectFiles);
        requireNonNull(evolution, "evolution is null");
        requireNonNull(counts, "counts is null");
        sketches = List.copyOf(sketches);
        changed = List.copyOf(changed);
    }

    /** A result that replaces nothing. */
    public TaskResult(
            List<DataFile> files,
            List<DataFile> rejectFiles,
            SchemaEvolution evolution,
            Counts counts,
            List<SketchBlob> sketches) {
        this(files, rejectFiles, evolution, counts, sketches, List.of());
    }

    /** The same with the calls of functions that threw while it was computed. */
    public TaskResult failing(FunctionFailures watched) {
        SortedMap<String, Failures> failures = new TreeMap<>();
        watched.found().forEach((name, one) -> failures.put(name, new Failures(one.calls(), one.example())));
        return failures.isEmpty()
                ? this
                : new TaskResult(
                        files, rejectFiles, evolution, counts.plus(Counts.failed(failures)), sketches, changed);
    }

    /**
     * Rows for which an expression failed.
     *
     * @param example where the first of them came from, JSON
     */
    public record Failures(long rows, String example) implements Serializable {
        public Failures {
            requireNonNull(example, "example is null");
        }

        Failures plus(Failures other) {
            return new Failures(rows + other.rows, example);
        }
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
     * @param replayed rejects that were decoded once more, by the code with which they were kept
     * @param failures rows for which an expression failed, by its name; they have NULL for it
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
            SortedMap<EventLag, Long> lags,
            SortedMap<String, Long> replayed,
            SortedMap<String, Failures> failures)
            implements Serializable {
        public static final Counts NONE = of(0, 0, 0);

        public Counts {
            violations = new TreeMap<>(violations);
            lags = new TreeMap<>(lags);
            replayed = new TreeMap<>(replayed);
            failures = new TreeMap<>(failures);
        }

        /** Counts of a task that rejects nothing. */
        public static Counts of(long payloads, long inputBytes, long rows) {
            return new Counts(payloads, inputBytes, rows, 0, 0, 0, 0, none(), 0, none(), none(), none());
        }

        /** The same, of a task that rejected rows. */
        public Counts withRejects(long count) {
            return plus(new Counts(0, 0, 0, count, 0, 0, 0, none(), 0, none(), none(), none()));
        }

        /** What a decoder counts. */
        public static Counts decoded(
                long payloads, long inputBytes, long duplicateKeys, long overflowedFields, long unknownFields) {
            return new Counts(
                    payloads,
                    inputBytes,
                    0,
                    0,
                    duplicateKeys,
                    overflowedFields,
                    unknownFields,
                    none(),
                    0,
                    none(),
                    none(),
                    none());
        }

        /** What is counted of decoded rows. */
        public static Counts landed(
                long rows,
                long rejects,
                SortedMap<String, Long> violations,
                long duplicates,
                SortedMap<EventLag, Long> lags) {
            return new Counts(0, 0, rows, rejects, 0, 0, 0, violations, duplicates, lags, none(), none());
        }

        /** What is counted of rejects that are read back. */
        public static Counts replayed(SortedMap<String, Long> byCode) {
            return new Counts(0, 0, 0, 0, 0, 0, 0, none(), 0, none(), byCode, none());
        }

        /** What is counted of expressions that fail. */
        public static Counts failed(SortedMap<String, Failures> byExpression) {
            return new Counts(0, 0, 0, 0, 0, 0, 0, none(), 0, none(), none(), byExpression);
        }

        private static <K, V> SortedMap<K, V> none() {
            return new TreeMap<>();
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
                    merge(violations, other.violations, Long::sum),
                    duplicates + other.duplicates,
                    merge(lags, other.lags, Long::sum),
                    merge(replayed, other.replayed, Long::sum),
                    merge(failures, other.failures, Failures::plus));
        }

        private static <K, V> SortedMap<K, V> merge(
                SortedMap<K, V> some, SortedMap<K, V> others, BinaryOperator<V> plus) {
            SortedMap<K, V> all = new TreeMap<>(some);
            others.forEach((key, value) -> all.merge(key, value, plus));
            return all;
        }
    }
}
