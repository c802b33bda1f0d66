package io.millrace.server.define;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionValue;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.CreateJob;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The statements of jobs that are changed. */
final class JobChanges {
    private JobChanges() {}

    /**
     * A job with other options.
     *
     * @param source what its source takes
     * @throws MillraceException UNKNOWN_OPTION, OPTION_NOT_EDITABLE, INVALID_OPTION_VALUE
     */
    static CreateJob altered(CreateJob create, List<OptionAssignment> changes, OptionSet source, InstantSource clock) {
        OptionSet own = JobOptions.of(create.body());
        OptionSet known = own.and(source);
        changes.forEach(known::editable);
        List<OptionAssignment> ofJob = changes.stream()
                .filter(change -> own.find(change.name()).isPresent())
                .map(change -> now(change, clock))
                .toList();
        List<OptionAssignment> ofSource = changes.stream()
                .filter(change -> own.find(change.name()).isEmpty())
                .toList();
        JobBody body = create.body() instanceof JobBody.Copy copy
                ? copy.withOptions(Parsed.replace(copy.options(), ofSource))
                : create.body();
        return new CreateJob(
                create.start(),
                create.existing(),
                create.name(),
                Parsed.replace(create.options(), ofJob),
                body,
                create.location());
    }

    /** A job that takes the place of another: NOW means the time of the statement, not that of the first CREATE. */
    static CreateJob dated(CreateJob create, InstantSource clock) {
        boolean backfills = backfill(create).isPresent();
        return new CreateJob(
                create.start(),
                create.existing(),
                create.name(),
                create.options().stream()
                        .map(option -> backfills || isEnd(option) ? now(option, clock) : option)
                        .toList(),
                create.body(),
                create.location());
    }

    private static boolean isEnd(OptionAssignment option) {
        return option.name().equals(JobOptions.END_AT.name());
    }

    private static OptionAssignment now(OptionAssignment option, InstantSource clock) {
        boolean point = isEnd(option) || option.name().equals(JobOptions.START_FROM.name());
        boolean now =
                option.value() instanceof OptionValue.Word word && word.value().equalsIgnoreCase("NOW");
        return point && now
                ? new OptionAssignment(
                        option.name(),
                        new OptionValue.Moment(clock.instant().truncatedTo(ChronoUnit.SECONDS)),
                        option.location(),
                        option.valueLocation())
                : option;
    }

    private static Optional<OptionAssignment> backfill(CreateJob create) {
        return create.options().stream()
                .filter(option -> option.name().equals(JobOptions.BACKFILL.name()))
                .findFirst();
    }

    /** BACKFILL belongs to CREATE OR REPLACE of a job that inserts. */
    static void requireBackfillable(CreateJob create) {
        backfill(create).ifPresent(option -> {
            if (create.body() instanceof JobBody.Copy) {
                throw new MillraceException(
                                ErrorCode.INVALID_TARGET,
                                option.location(),
                                "Cannot backfill a job that copies: " + create.name())
                        .withHint("what its source no longer holds would be gone; copy into a new table");
            }
            if (create.existing() != Statement.Existing.REPLACE) {
                throw new MillraceException(
                                ErrorCode.INVALID_STATE, option.location(), "Cannot backfill a job that is created")
                        .withHint("a new job begins at START_FROM; write CREATE OR REPLACE JOB for one that exists");
            }
        });
    }
}
