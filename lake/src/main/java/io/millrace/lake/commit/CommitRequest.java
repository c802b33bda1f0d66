package io.millrace.lake.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.schema.SchemaEvolution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.SnapshotRef;

/**
 * All that one run changes in a table, as one commit.
 *
 * @param expected the token from which the run started: if the table's differs, the commit is refused
 * @param next the token after the run
 * @param evolution the schema that the files were written with
 * @param files what the run wrote; may be empty, the position moves all the same
 * @param deletes which rows go with it
 * @param summary what the snapshot tells for the record
 * @param properties of the table that change with it; empty text removes one
 * @param order among the commits of the table
 * @param branch of the table, on which it is made
 */
public record CommitRequest(
        Optional<JobToken> expected,
        JobToken next,
        Optional<SchemaEvolution> evolution,
        List<DataFile> files,
        RowDeletes deletes,
        Map<String, String> summary,
        Map<String, String> properties,
        Order order,
        String branch) {
    /** How the commit time of a commit has to relate to that of the table's last one. */
    public enum Order {
        /** It has to be greater: readers follow the table by commit times. */
        ASCENDING,
        /** It may be less: the rows come late. */
        ANY
    }

    public CommitRequest {
        requireNonNull(expected, "expected is null");
        requireNonNull(next, "next is null");
        requireNonNull(evolution, "evolution is null");
        files = List.copyOf(files);
        requireNonNull(deletes, "deletes is null");
        summary = Map.copyOf(summary);
        properties = Map.copyOf(properties);
        requireNonNull(order, "order is null");
        requireNonNull(branch, "branch is null");
    }

    /** A commit of what readers see. */
    public CommitRequest(
            Optional<JobToken> expected,
            JobToken next,
            Optional<SchemaEvolution> evolution,
            List<DataFile> files,
            RowDeletes deletes,
            Map<String, String> summary,
            Map<String, String> properties,
            Order order) {
        this(expected, next, evolution, files, deletes, summary, properties, order, SnapshotRef.MAIN_BRANCH);
    }

    /** The same on a branch that no reader sees, where commit times are of no importance. */
    public CommitRequest on(String other) {
        return new CommitRequest(expected, next, evolution, files, deletes, summary, properties, Order.ANY, other);
    }

    boolean isVisible() {
        return branch.equals(SnapshotRef.MAIN_BRANCH);
    }

    /** A commit in its turn that changes no property beside the token. */
    public CommitRequest(
            Optional<JobToken> expected,
            JobToken next,
            Optional<SchemaEvolution> evolution,
            List<DataFile> files,
            Map<String, String> summary) {
        this(expected, next, evolution, files, RowDeletes.NONE, summary, Map.of(), Order.ASCENDING);
    }
}
