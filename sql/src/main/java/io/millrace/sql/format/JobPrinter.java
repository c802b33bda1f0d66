package io.millrace.sql.format;

import io.millrace.sql.tree.Expectation;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.JobBody.Mapping;
import io.millrace.sql.tree.JobBody.Shape;
import io.millrace.sql.tree.Statement.CreateJob;
import io.millrace.sql.tree.Statement.Start;
import java.util.stream.Collectors;

/** Writes jobs. */
final class JobPrinter {
    private final StatementPrinter statements;

    JobPrinter(StatementPrinter statements) {
        this.statements = statements;
    }

    String print(CreateJob job) {
        String body = job.body() instanceof JobBody.Copy copy ? copy(copy) : insert((JobBody.Insert) job.body());
        return "CREATE " + (job.start() == Start.SYNC ? "SYNC " : "") + "JOB "
                + StatementPrinter.existing(job.existing()) + StatementPrinter.name(job.name())
                + statements.options(job.options()) + "\nAS " + body;
    }

    private String copy(JobBody.Copy copy) {
        return "COPY FROM " + StatementPrinter.name(copy.type()) + " " + StatementPrinter.name(copy.connection())
                + statements.options(copy.options()) + "\nINTO " + StatementPrinter.name(copy.target())
                + copy.expectations().stream()
                        .map(expectation -> "\nWITH EXPECTATION " + print(expectation))
                        .collect(Collectors.joining());
    }

    static String print(Expectation expectation) {
        return StatementPrinter.name(expectation.name()) + " EXPECT "
                + expectation.predicate().sql() + " ON VIOLATION " + expectation.action();
    }

    private static String insert(JobBody.Insert insert) {
        String columns = insert.columns().isEmpty() ? "" : " (" + StatementPrinter.paths(insert.columns()) + ")";
        String query = insert.query().sql();
        return "INSERT INTO " + StatementPrinter.name(insert.target()) + columns + mapping(insert.mapping()) + "\n"
                + (insert.shape() == Shape.ROWS ? query : insert.shape().word() + "(" + query + ")");
    }

    private static String mapping(Mapping mapping) {
        if (mapping instanceof Mapping.ByName byName) {
            return " MAP_COLUMNS_BY_NAME"
                    + (byName.except().isEmpty() ? "" : " EXCEPT " + StatementPrinter.paths(byName.except()));
        }
        return "";
    }
}
