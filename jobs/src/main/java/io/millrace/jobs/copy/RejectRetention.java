package io.millrace.jobs.copy;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.lake.SystemColumns;
import io.millrace.lake.maintain.FileRemoval;
import java.time.Duration;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.expressions.Expressions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes out of a table of rejects what was replayed, and what has become old. Files are removed whole: each is of one job
 * and one commit. What goes wrong here stops no job, and is done by the next look.
 */
final class RejectRetention {
    private static final Logger LOG = LoggerFactory.getLogger(RejectRetention.class);
    private static final Duration EVERY = Duration.ofHours(1);

    private final String jobName;
    private final LakeTable rejects;
    private final Duration keep;
    private long nextMicros = Long.MIN_VALUE;

    /** @param keep how long rejects of any job stay in the table */
    RejectRetention(String jobName, LakeTable rejects, Duration keep) {
        this.jobName = requireNonNull(jobName, "jobName is null");
        this.rejects = requireNonNull(rejects, "rejects is null");
        this.keep = requireNonNull(keep, "keep is null");
    }

    /** The job's rejects of up to this commit time have been replayed, and what came of them is committed. */
    void replayed(long micros) {
        if (micros > 0) {
            remove(Expressions.and(
                    Expressions.equal("job", jobName), Expressions.lessThanOrEqual(SystemColumns.COMMIT_TIME, micros)));
        }
    }

    /** Looks for old rejects, once an hour. */
    void look(long nowMicros) {
        if (nowMicros < nextMicros) {
            return;
        }
        nextMicros = nowMicros + EVERY.toNanos() / 1000;
        long removed = remove(Expressions.lessThan(SystemColumns.COMMIT_TIME, nowMicros - keep.toNanos() / 1000));
        if (removed > 0) {
            LOG.info("{} rejects in {} were older than REJECTS_RETENTION and are removed", removed, rejects.name());
        }
        attempt(() -> FileRemoval.forget(rejects, nowMicros / 1000));
    }

    private long remove(Expression condition) {
        long[] removed = {0};
        attempt(() -> removed[0] = FileRemoval.removeWhere(rejects, condition));
        return removed[0];
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.warn("Cannot take old rejects out of {} now", rejects.name(), e);
        }
    }
}
