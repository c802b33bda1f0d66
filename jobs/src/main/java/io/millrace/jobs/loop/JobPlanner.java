package io.millrace.jobs.loop;

import io.millrace.lake.commit.JobToken;
import io.millrace.spi.source.Position;
import java.time.Duration;
import java.util.Optional;

/** What is particular to a kind of job: what to read next. Used by the job's own thread only. */
public interface JobPlanner extends AutoCloseable {
    /** The position at which the job begins when its target knows nothing of it. */
    Position start();

    /** Checks the committed position against the source, before the first run. */
    void resume(JobToken committed);

    /**
     * The next run after {@code from}, or empty when there is nothing to read yet.
     *
     * @param rejected the token of the last run whose rejects are in the table of rejects
     */
    Optional<PlannedRun> plan(Position from, RunKey key, Optional<JobToken> rejected);

    /**
     * Events before this are in the target, as far as the source had them at the last plan, which found nothing behind {@code
     * position}; {@link PlannedRun#UNKNOWN} if that cannot be told.
     */
    default long finished(Position position) {
        return PlannedRun.UNKNOWN;
    }

    /** What has to come along before the next run can be planned, if the last plan had to wait for something. */
    default Optional<String> waitingFor() {
        return Optional.empty();
    }

    /**
     * Where a job stands that has committed everything up to {@code position}: further than that if the last plan found
     * nothing behind it.
     */
    default Position reached(Position position) {
        return position;
    }

    /** Whether nothing will ever come after {@code position}: END_AT is reached, or all that was there at the start. */
    boolean isExhausted(Position position);

    /** How long after one run the next is due, unless the run was full. */
    Duration interval();

    /** How many payloads or rows wait behind {@code position}, and how old the oldest is; for the live view. */
    Lag lag(Position position);

    @Override
    void close();

    /**
     * @param waiting payloads of a source, or rows of a table
     * @param behindMillis how far the position is behind the newest data, in event or commit time; 0 when caught up
     */
    record Lag(long waiting, long behindMillis) {
        public static final Lag NONE = new Lag(0, 0);
    }
}
