package io.millrace.server.define;

import io.millrace.server.define.Action.Succession;
import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionSpec.Trait;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement.CreateJob;
import java.util.List;
import java.util.Optional;

/** Checks whether one definition of a job may follow another, and how. */
final class JobReplacement {
    private JobReplacement() {}

    /** What {@code CREATE OR REPLACE JOB} does to a job that exists. */
    static Action of(CreateJob create, JobDefinition old, JobDefinition next, OptionSet source, Definitions existing) {
        Optional<JobDefinition> pending = pending(old.name(), existing);
        boolean backfills =
                create.options().stream().anyMatch(option -> option.name().equals(JobOptions.BACKFILL.name()))
                        && JobOptions.INSERT
                                .resolve(create.options(), create.location())
                                .get(JobOptions.BACKFILL);
        SourceLocation place = create.name().location();
        if (old.sql().equals(next.sql())) {
            return pending.isPresent()
                    ? new Action.CancelBackfill(old.name(), place)
                    : new Action.Nothing("job " + old.name() + " exists unchanged: kept", place);
        }
        if (backfills && pending.filter(one -> one.sql().equals(next.sql())).isPresent()) {
            return new Action.Nothing("job " + old.name() + " is being backfilled with this: kept", place);
        }
        requireSame(old, next, place);
        requireSameWindows(old, next, backfills, place);
        if (backfills) {
            requireAlone(next, existing, place);
            return new Action.ReplaceJob(next, Succession.BACKFILL, place);
        }
        requireContinuable(old, next, source, place);
        return new Action.ReplaceJob(next, Succession.CONTINUE, place);
    }

    static Optional<JobDefinition> pending(String job, Definitions existing) {
        return existing.backfills().stream()
                .filter(backfill -> backfill.name().equalsIgnoreCase(job))
                .findFirst();
    }

    private static void requireSame(JobDefinition old, JobDefinition next, SourceLocation place) {
        if (!kind(old).equals(kind(next))) {
            throw refused(
                            place,
                            "Cannot replace job %s by one of another kind: it is %s, not %s"
                                    .formatted(old.name(), kind(old), kind(next)))
                    .withHint("give the new job another name, and DROP JOB " + old.name());
        }
        if (!old.target().equals(next.target())) {
            throw refused(
                            place,
                            "Cannot replace job %s by one with another target: it writes %s, not %s"
                                    .formatted(old.name(), old.target(), next.target()))
                    .withHint("give the new job another name, and DROP JOB " + old.name() + " when it has caught up");
        }
    }

    /** Which rows were late is decided, and they are kept apart. */
    private static void requireSameWindows(
            JobDefinition old, JobDefinition next, boolean backfills, SourceLocation place) {
        boolean same = old.window().equals(next.window())
                && old.options()
                        .find(JobOptions.ALLOWED_LATENESS)
                        .equals(next.options().find(JobOptions.ALLOWED_LATENESS));
        if (!same || (backfills && next.window().isPresent())) {
            throw refused(
                            place,
                            same
                                    ? "Cannot compute the windows of job %s anew: its late rows are kept in %s"
                                            .formatted(old.name(), JobAnalyzer.late(old.target()))
                                    : "Cannot change the windows of job %s, or which rows are late for them"
                                            .formatted(old.name()))
                    .withHint("give the new query a job and a table of its own");
        }
    }

    private static String kind(JobDefinition job) {
        JobBody body = job.statement().body();
        if (body instanceof JobBody.Copy) {
            return "COPY";
        }
        return body instanceof JobBody.Merge ? "MERGE" : "INSERT";
    }

    /** What was read must be what the new version would have read, by the same positions. */
    private static void requireContinuable(
            JobDefinition old, JobDefinition next, OptionSet source, SourceLocation place) {
        boolean copies = next.statement().body() instanceof JobBody.Copy;
        String backfill = copies ? "" : ", or add BACKFILL = TRUE to compute all rows anew";
        if (!old.options().get(JobOptions.START_FROM).equals(next.options().get(JobOptions.START_FROM))) {
            throw refused(place, "Cannot change where job " + old.name() + " begins: it goes on from its position")
                    .withHint("leave START_FROM as it is" + backfill);
        }
        if (old.statement().start() != next.statement().start()) {
            throw refused(
                            place,
                            "Cannot make job " + old.name()
                                    + " SYNC, or no longer: its positions would not mean the same")
                    .withHint("leave SYNC as it is" + backfill);
        }
        if (copies) {
            requireSameSource(
                    (JobBody.Copy) old.statement().body(),
                    (JobBody.Copy) next.statement().body(),
                    source,
                    old.name(),
                    place);
        }
    }

    private static void requireSameSource(
            JobBody.Copy old, JobBody.Copy next, OptionSet source, String name, SourceLocation place) {
        boolean same =
                old.connection().name().equalsIgnoreCase(next.connection().name())
                        && fixed(old.options(), source).equals(fixed(next.options(), source));
        if (!same) {
            throw refused(place, "Cannot replace job " + name + " by one that reads something else")
                    .withHint("its position is one in what it reads; copy from there in a job of its own");
        }
    }

    private static List<String> fixed(List<OptionAssignment> options, OptionSet source) {
        return options.stream()
                .filter(option -> source.find(option.name())
                        .filter(spec -> spec.is(Trait.EDITABLE))
                        .isEmpty())
                .map(option -> option.name() + " = " + option.value())
                .sorted()
                .toList();
    }

    /** Whatever else writes the table would be gone with the swap; who follows its commits would keep what it made of the old rows. */
    private static void requireAlone(JobDefinition next, Definitions existing, SourceLocation place) {
        if (next.sources().contains(next.target())) {
            throw inUse(
                    place,
                    "Cannot rebuild %s from what it holds: the query reads it".formatted(next.target()),
                    "fill a new table with the new query");
        }
        for (JobDefinition other : existing.jobs()) {
            if (other.name().equalsIgnoreCase(next.name())) {
                continue;
            }
            if (other.target().equals(next.target())) {
                throw inUse(
                        place,
                        "Cannot rebuild %s: job %s writes it too, and its rows would be gone"
                                .formatted(next.target(), other.name()),
                        "give each job a table of its own, or fill a new table with the new query");
            }
            if (other.incremental().contains(next.target())) {
                throw inUse(
                        place,
                        "Cannot rebuild %s: %s follows its commits, and what it made of the old rows would stay"
                                .formatted(next.target(), reader(other)),
                        "fill a new table with the new query and let its readers follow that; or drop what follows "
                                + next.target() + ", and create it again when the backfill is over");
            }
        }
    }

    /** Requires that a job does not come between a table and its backfill. */
    static void requireNotRebuilt(JobDefinition job, Definitions existing, SourceLocation place) {
        for (JobDefinition backfill : existing.backfills()) {
            boolean other = !backfill.name().equalsIgnoreCase(job.name());
            if (other
                    && (job.target().equals(backfill.target())
                            || job.incremental().contains(backfill.target()))) {
                throw inUse(
                        place,
                        "Cannot create %s: %s is being rebuilt by job %s"
                                .formatted(reader(job), backfill.target(), backfill.name()),
                        "wait until SHOW JOBS shows no backfill any more");
            }
        }
    }

    private static String reader(JobDefinition job) {
        return (job.statement().body() instanceof JobBody.View ? "materialized view " : "job ") + job.name();
    }

    private static MillraceException refused(SourceLocation place, String message) {
        return new MillraceException(ErrorCode.INVALID_STATE, place, message);
    }

    private static MillraceException inUse(SourceLocation place, String message, String hint) {
        return new MillraceException(ErrorCode.IN_USE, place, message).withHint(hint);
    }
}
