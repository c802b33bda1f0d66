package io.millrace.server.define;

import io.millrace.kernel.Expression;
import io.millrace.lake.SystemColumns;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionValue.Assignment;
import io.millrace.spi.option.Options;
import io.millrace.sql.option.JobOptions;
import io.millrace.sql.tree.Statement.CreateJob;
import java.util.ArrayList;
import java.util.List;

/** The SQL that a copy job evaluates over each record. */
final class RecordSql {
    private RecordSql() {}

    static List<Expression> expressions(Options options, CreateJob create) {
        List<Expression> expressions = new ArrayList<>();
        for (Assignment assignment : transformations(options)) {
            expressions.add(new Expression(assignment.path(), assignment.sql(), assignment.location()));
        }
        options.find(JobOptions.EVENT_TIME)
                .ifPresent(sql -> expressions.add(
                        new Expression(SystemColumns.EVENT_TIME, sql, place(create, JobOptions.EVENT_TIME.name()))));
        return expressions;
    }

    static List<Assignment> transformations(Options options) {
        return options.find(JobOptions.COLUMN_TRANSFORMATIONS).orElse(List.of());
    }

    /** Where the value of an option of the job stands; the job's own place if it is not there. */
    static SourceLocation place(CreateJob create, String option) {
        return create.options().stream()
                .filter(assignment -> assignment.name().equals(option))
                .map(OptionAssignment::valueLocation)
                .findFirst()
                .orElse(create.location());
    }
}
