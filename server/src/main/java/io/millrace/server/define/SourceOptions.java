package io.millrace.server.define;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionSet;
import io.millrace.spi.option.OptionValue;
import io.millrace.spi.option.Options;
import io.millrace.spi.source.Connector;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.JobBody.Copy;
import io.millrace.sql.tree.Statement.CreateJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Options of a copy job that stand with those of the job and concern its source. */
final class SourceOptions {
    private static final String SKIP_VALIDATIONS = JobOptions.SKIP_COPY_VALIDATIONS.name();

    private final Connector connector;

    SourceOptions(Connector connector) {
        this.connector = connector;
    }

    /** The job with the options of its source behind the connection, by the names that the source has for them. */
    CreateJob placed(CreateJob create, Copy copy) {
        List<OptionAssignment> job = new ArrayList<>();
        List<OptionAssignment> source = new ArrayList<>(copy.options());
        create.options().forEach(option -> (isOfSource(option) ? source : job).add(option));
        return new CreateJob(
                create.start(),
                create.existing(),
                create.name(),
                job,
                copy.withOptions(connector.renamed(source)),
                create.location());
    }

    /** Whether an option means the source wherever it stands. */
    boolean isOfSource(OptionAssignment option) {
        return JobOptions.COPY.find(option.name()).isEmpty()
                && (connector.sourceOptions().find(option.name()).isPresent()
                        || connector.otherNames().contains(option.name()));
    }

    /** Refuses checks to be left out that are not made. */
    void checkValidations(CreateJob create, Options options) {
        options.find(JobOptions.SKIP_COPY_VALIDATIONS).orElse(Set.of()).stream()
                .filter(validation -> !validation.concerns(connector.type()))
                .findFirst()
                .ifPresent(validation -> {
                    throw new MillraceException(
                                    ErrorCode.INVALID_OPTION_VALUE,
                                    RecordSql.place(create, SKIP_VALIDATIONS),
                                    "Cannot leave out %s of a job that copies from %s"
                                            .formatted(validation, connector.type()))
                            .withHint("write SKIP_VALIDATIONS = ('MISSING_SOURCE')");
                });
    }

    /** The options of a source that waits for what it is to read, if the job does not check that it exists. */
    static List<OptionAssignment> waiting(
            CreateJob create, Options options, List<OptionAssignment> source, OptionSet known) {
        boolean own = source.stream().anyMatch(option -> option.name().equals(SKIP_VALIDATIONS));
        if (own || known.find(SKIP_VALIDATIONS).isEmpty() || !JobOptions.skipsSource(options)) {
            return source;
        }
        List<OptionAssignment> all = new ArrayList<>(source);
        all.add(new OptionAssignment(
                SKIP_VALIDATIONS, new OptionValue.Text("MISSING_SOURCE"), create.location(), create.location()));
        return all;
    }
}
