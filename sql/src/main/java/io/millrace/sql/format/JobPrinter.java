package io.millrace.sql.format;

import io.millrace.sql.tree.Expectation;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.JobBody.Mapping;
import io.millrace.sql.tree.JobBody.Shape;
import io.millrace.sql.tree.SqlText;
import io.millrace.sql.tree.Statement.CreateJob;
import io.millrace.sql.tree.Statement.Existing;
import io.millrace.sql.tree.Statement.Start;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes jobs. */
final class JobPrinter {
    private final StatementPrinter statements;

    JobPrinter(StatementPrinter statements) {
        this.statements = statements;
    }

    String print(CreateJob job) {
        if (job.body() instanceof JobBody.View view) {
            return view(job, view);
        }
        return "CREATE " + (job.existing() == Existing.REPLACE ? "OR REPLACE " : "")
                + (job.start() == Start.SYNC ? "SYNC " : "") + "JOB "
                + StatementPrinter.existing(job.existing()) + StatementPrinter.name(job.name())
                + statements.options(job.options()) + "\nAS " + body(job.body());
    }

    private String body(JobBody body) {
        if (body instanceof JobBody.Copy copy) {
            return copy(copy);
        }
        return body instanceof JobBody.Merge merge ? merge(merge) : insert((JobBody.Insert) body);
    }

    private static String merge(JobBody.Merge merge) {
        JobBody.Insert insert = merge.insert();
        String query = insert.query().sql();
        return "MERGE INTO " + StatementPrinter.name(insert.target()) + alias(merge.targetAlias()) + "\nUSING ("
                + (insert.shape() == Shape.ROWS ? query : insert.shape().word() + "(" + query + ")") + ")"
                + alias(merge.sourceAlias()) + "\nON "
                + merge.on().stream()
                        .map(on -> StatementPrinter.paths(List.of(on.left())) + " = "
                                + StatementPrinter.paths(List.of(on.right())))
                        .collect(Collectors.joining(" AND "))
                + merge.whens().stream()
                        .map(when -> when(when, insert.mapping()))
                        .collect(Collectors.joining());
    }

    private static String when(JobBody.When when, Mapping mapping) {
        boolean inserts = when.effect() == JobBody.When.Effect.INSERT;
        return "\nWHEN " + (inserts ? "NOT " : "") + "MATCHED"
                + when.condition().map(condition -> " AND " + condition.sql()).orElse("") + " THEN " + when.effect()
                + (inserts ? mapping(mapping) : "");
    }

    private static String alias(Optional<Identifier> alias) {
        return alias.map(name -> " AS " + StatementPrinter.name(name)).orElse("");
    }

    private String view(CreateJob job, JobBody.View view) {
        return "CREATE " + (job.start() == Start.SYNC ? "SYNC " : "") + "MATERIALIZED VIEW "
                + StatementPrinter.existing(job.existing()) + StatementPrinter.name(view.target())
                + statements.options(job.options()) + "\nAS " + view.query().sql();
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
        if (mapping instanceof Mapping.Values values) {
            return " (" + StatementPrinter.paths(values.columns()) + ") VALUES ("
                    + values.values().stream().map(SqlText::sql).collect(Collectors.joining(", ")) + ")";
        }
        return "";
    }
}
