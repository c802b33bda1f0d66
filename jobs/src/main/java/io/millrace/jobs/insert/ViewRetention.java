package io.millrace.jobs.insert;

import static java.util.Objects.requireNonNull;

import io.millrace.lake.LakeTable;
import io.millrace.lake.maintain.FileRemoval;
import io.millrace.lake.scan.StateFiles;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import java.time.Duration;
import java.util.Optional;
import org.apache.iceberg.expressions.Expressions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes states out of a materialized view that are older than MAX_TIME_TRAVEL_DURATION and merged into newer ones. What goes
 * wrong here stops no job, and is done by the next look.
 */
final class ViewRetention {
    private static final String KEPT_FROM = "millrace.view.kept-from";
    private static final Logger LOG = LoggerFactory.getLogger(ViewRetention.class);

    private final LakeTable view;
    private final Optional<Duration> keep;

    ViewRetention(LakeTable view, Optional<Duration> keep) {
        this.view = requireNonNull(view, "view is null");
        this.keep = requireNonNull(keep, "keep is null");
    }

    /** Requires that the states from a commit time on are there. */
    static void requireKept(LakeTable view, long micros) {
        String kept = view.metadata().properties().get(KEPT_FROM);
        if (kept != null && micros < Long.parseLong(kept)) {
            throw new MillraceException(
                            ErrorCode.POSITION_LOST,
                            "Cannot join rows committed at %s: materialized view %s is kept from %s on"
                                    .formatted(
                                            InsertPlanner.instant(micros),
                                            view.name(),
                                            InsertPlanner.instant(Long.parseLong(kept))))
                    .withHint(
                            "let the job START_FROM a later time; MAX_TIME_TRAVEL_DURATION says how long states are kept");
        }
    }

    /** Looks for states that are not needed any more. */
    void look(StateFiles files, long nowMicros) {
        keep.map(duration -> files.base(nowMicros - duration.toNanos() / 1000))
                .filter(base -> base > 0)
                .ifPresent(base -> remove(base, nowMicros));
    }

    private void remove(long base, long nowMicros) {
        try {
            String kept = view.refresh().metadata().properties().get(KEPT_FROM);
            if (kept == null || Long.parseLong(kept) < base) {
                view.iceberg()
                        .updateProperties()
                        .set(KEPT_FROM, Long.toString(base))
                        .commit();
            }
            FileRemoval.removeWhere(
                    view,
                    Expressions.or(
                            Expressions.lessThan(StateFiles.AS_OF, base),
                            Expressions.and(
                                    Expressions.lessThanOrEqual(StateFiles.AS_OF, base),
                                    Expressions.isNull(StateFiles.MERGED))));
            FileRemoval.forget(view, nowMicros / 1000);
        } catch (RuntimeException e) {
            LOG.warn("Cannot take old states out of {} now", view.name(), e);
        }
    }
}
