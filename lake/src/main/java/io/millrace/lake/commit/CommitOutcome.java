package io.millrace.lake.commit;

import java.util.Optional;

/** How a commit ended, when it is known. */
public sealed interface CommitOutcome {
    /** The run is part of the table. */
    record Committed(long snapshotId) implements CommitOutcome {}

    /**
     * The table's token is not the one the run started from: another attempt or another owner was faster. The files of
     * the run are no part of the table.
     */
    record Stale(Optional<JobToken> actual) implements CommitOutcome {}

    /** The table's schema went another way than the run's files: the run is to be executed again. */
    record SchemaMoved() implements CommitOutcome {}

    /** Another run of this table took a later commit time: the run is to be executed again, with a new one. */
    record CommitTimePassed(long lastMicros) implements CommitOutcome {}
}
