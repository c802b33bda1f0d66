package io.millrace.lake.commit;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.schema.SchemaEvolution;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.DataFile;

/**
 * All that one run changes in a table, as one commit.
 *
 * @param expected the token from which the run started: if the table's differs, the commit is refused
 * @param next the token after the run
 * @param evolution the schema that the files were written with
 * @param files what the run wrote; may be empty, the position moves all the same
 * @param summary what the snapshot tells for the record
 */
public record CommitRequest(
        Optional<JobToken> expected,
        JobToken next,
        Optional<SchemaEvolution> evolution,
        List<DataFile> files,
        Map<String, String> summary) {
    public CommitRequest {
        requireNonNull(expected, "expected is null");
        requireNonNull(next, "next is null");
        requireNonNull(evolution, "evolution is null");
        files = List.copyOf(files);
        summary = Map.copyOf(summary);
    }
}
