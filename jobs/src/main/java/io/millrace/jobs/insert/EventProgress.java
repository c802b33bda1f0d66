package io.millrace.jobs.insert;

import io.millrace.jobs.loop.PlannedRun;
import io.millrace.lake.TableName;
import java.util.Optional;

/** Which events tables have, as far as those who fill them know. Safe for use by many threads. */
public interface EventProgress {
    /** Of nothing is anything known. */
    EventProgress UNKNOWN = new EventProgress() {
        @Override
        public Finished of(TableName table) {
            return new Finished(PlannedRun.UNKNOWN, PlannedRun.UNKNOWN, Optional.empty());
        }

        @Override
        public long before(TableName table, long commitMicros) {
            return PlannedRun.UNKNOWN;
        }
    };

    /**
     * @param eventMicros events before this are committed, as far as their source has them; {@link PlannedRun#UNKNOWN} if
     *     nothing is known
     * @param commitMicros before this commit time
     * @param trouble what holds up whoever fills the table, if anything does
     */
    record Finished(long eventMicros, long commitMicros, Optional<String> trouble) {}

    Finished of(TableName table);

    /** Events before this are committed before a commit time; {@link PlannedRun#UNKNOWN} if nothing is known. */
    long before(TableName table, long commitMicros);
}
