package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.grammar.SqlParser;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.Expectation;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.JobBody.Mapping;
import io.millrace.sql.tree.JobBody.Shape;
import io.millrace.sql.tree.JobBody.When.Effect;
import io.millrace.sql.tree.SqlText;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.CreateJob;
import io.millrace.sql.tree.Statement.Existing;
import io.millrace.sql.tree.Statement.Start;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the statements about jobs. */
final class JobBuilder {
    private final SourceText source;
    private final Names names;
    private final OptionReader options;

    JobBuilder(SourceText source, Names names, OptionReader options) {
        this.source = source;
        this.names = names;
        this.options = options;
    }

    CreateJob create(SqlParser.CreateJobContext create) {
        return new CreateJob(
                create.SYNC() == null ? Start.INDEPENDENT : Start.SYNC,
                existing(create),
                names.identifier(create.identifier()),
                options.read(create.option()),
                body(create.jobBody()),
                names.location(create));
    }

    private Existing existing(SqlParser.CreateJobContext create) {
        if (create.orReplace() == null) {
            return StatementBuilder.existing(create.ifNotExists());
        }
        if (create.ifNotExists() != null) {
            throw new MillraceException(
                            ErrorCode.SYNTAX_ERROR,
                            names.location(create.ifNotExists()),
                            "Cannot use both OR REPLACE and IF NOT EXISTS")
                    .withHint("leave out the one that is not meant");
        }
        return Existing.REPLACE;
    }

    Statement alter(SqlParser.AlterJobContext alter) {
        SqlParser.JobExpectationContext change = alter.jobExpectation();
        if (change != null) {
            Identifier job = names.identifier(alter.identifier());
            return change.ADD() != null
                    ? new Statement.AddExpectation(job, expectation(change.expectationRule()), names.location(alter))
                    : new Statement.DropExpectation(job, names.identifier(change.identifier()), names.location(alter));
        }
        return new Statement.AlterJob(
                names.identifier(alter.identifier()),
                options.read(alter.setOptions().option()),
                names.location(alter));
    }

    Statement command(SqlParser.JobCommandContext command) {
        Identifier name = names.identifier(command.identifier());
        if (command.REPLAY() != null) {
            return new Statement.ReplayRejects(name, names.location(command));
        }
        if (command.PAUSE() != null) {
            return new Statement.PauseJob(name, names.location(command));
        }
        return command.RESUME() != null
                ? new Statement.ResumeJob(name, names.location(command))
                : new Statement.DropJob(StatementBuilder.missing(command.ifExists()), name, names.location(command));
    }

    private JobBody body(SqlParser.JobBodyContext context) {
        if (context instanceof SqlParser.CopyBodyContext copy) {
            return copy(copy);
        }
        if (context instanceof SqlParser.InsertBodyContext insert) {
            return insert(insert);
        }
        return merge((SqlParser.MergeBodyContext) context);
    }

    private JobBody copy(SqlParser.CopyBodyContext copy) {
        if (copy.target != null) {
            throw StatementBuilder.unavailable(
                    "COPY INTO " + copy.target.getText().toUpperCase(Locale.ROOT), names.location(copy.target));
        }
        return new JobBody.Copy(
                names.identifier(copy.type).name(),
                names.identifier(copy.connection),
                options.read(copy.option()),
                names.qualifiedName(copy.qualifiedName()),
                copy.expectation().stream()
                        .map(expectation -> expectation(expectation.expectationRule()))
                        .toList(),
                names.location(copy));
    }

    private Expectation expectation(SqlParser.ExpectationRuleContext rule) {
        Identifier action = names.identifier(rule.action);
        String word = action.name().toUpperCase(Locale.ROOT);
        Expectation.Action known = Arrays.stream(Expectation.Action.values())
                .filter(one -> one.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new MillraceException(
                                ErrorCode.SYNTAX_ERROR,
                                action.location(),
                                "Cannot use action on violation: " + action.name())
                        .withHint("write DROP, WARN or REJECT"));
        return new Expectation(
                names.identifier(rule.identifier(0)),
                StatementBuilder.text(source, rule.predicate()),
                known,
                names.location(rule));
    }

    private JobBody insert(SqlParser.InsertBodyContext insert) {
        if (insert.type != null) {
            throw StatementBuilder.unavailable(
                    "INSERT INTO " + insert.type.getText().toUpperCase(Locale.ROOT), names.location(insert));
        }
        if (!insert.option().isEmpty()) {
            throw new MillraceException(
                            ErrorCode.SYNTAX_ERROR,
                            names.location(insert.option(0)),
                            "Cannot set option behind the table of an insert job: "
                                    + insert.option(0).identifier().getText())
                    .withHint("options of a job stand in front of AS");
        }
        List<ColumnPath> columns = insert.columnNames() == null
                ? List.of()
                : names.columnPaths(insert.columnNames().columnPath());
        Mapping mapping = insert.mapByName() == null
                ? new Mapping.ByPosition()
                : new Mapping.ByName(names.columnPaths(insert.mapByName().columnPath()));
        SqlParser.JobQueryContext query = insert.jobQuery();
        return new JobBody.Insert(
                names.qualifiedName(insert.qualifiedName()),
                columns,
                mapping,
                shape(query),
                StatementBuilder.text(source, query.jobQueryText()),
                names.location(insert));
    }

    private JobBody merge(SqlParser.MergeBodyContext merge) {
        JobBody.Insert insert = new JobBody.Insert(
                names.qualifiedName(merge.qualifiedName()),
                List.of(),
                mapping(merge),
                shape(merge.jobQuery()),
                StatementBuilder.text(source, merge.jobQuery().jobQueryText()),
                names.location(merge));
        return new JobBody.Merge(
                insert,
                Optional.ofNullable(merge.target).map(names::identifier),
                Optional.ofNullable(merge.source).map(names::identifier),
                merge.mergeKey().stream().map(this::equal).toList(),
                merge.mergeWhen().stream().map(this::when).toList());
    }

    /** How rows are written: as the one INSERT says. */
    private Mapping mapping(SqlParser.MergeBodyContext merge) {
        List<SqlParser.MergeInsertContext> inserts = merge.mergeWhen().stream()
                .filter(SqlParser.MergeInsertContext.class::isInstance)
                .map(SqlParser.MergeInsertContext.class::cast)
                .toList();
        if (inserts.isEmpty()) {
            return new Mapping.ByName(List.of());
        }
        if (inserts.size() > 1) {
            throw new MillraceException(
                            ErrorCode.SYNTAX_ERROR,
                            names.location(inserts.get(1)),
                            "Cannot insert in two ways: WHEN NOT MATCHED stands twice")
                    .withHint("join the conditions with OR");
        }
        SqlParser.MergeInsertContext insert = inserts.get(0);
        return insert.mapByName() == null
                ? values(insert.mergeValues(), merge)
                : new Mapping.ByName(names.columnPaths(insert.mapByName().columnPath()));
    }

    private Mapping values(SqlParser.MergeValuesContext written, SqlParser.MergeBodyContext merge) {
        List<ColumnPath> columns = names.columnPaths(written.columnNames().columnPath());
        if (columns.size() != written.mergeValue().size()) {
            throw new MillraceException(
                            ErrorCode.SYNTAX_ERROR,
                            names.location(written),
                            "Cannot insert %d values into %d columns"
                                    .formatted(written.mergeValue().size(), columns.size()))
                    .withHint("write a value for each column");
        }
        return new Mapping.Values(
                merge.source == null ? "" : names.identifier(merge.source).name(),
                columns,
                written.mergeValue().stream()
                        .map(value -> StatementBuilder.text(source, value))
                        .toList());
    }

    private JobBody.When when(SqlParser.MergeWhenContext context) {
        if (context instanceof SqlParser.MergeInsertContext insert) {
            return new JobBody.When(Effect.INSERT, condition(insert.mergeCondition()), names.location(insert));
        }
        SqlParser.MergeMatchedContext matched = (SqlParser.MergeMatchedContext) context;
        return new JobBody.When(
                matched.DELETE() == null ? Effect.REPLACE : Effect.DELETE,
                condition(matched.mergeCondition()),
                names.location(matched));
    }

    private Optional<SqlText> condition(SqlParser.MergeConditionContext condition) {
        return Optional.ofNullable(condition).map(written -> StatementBuilder.text(source, written));
    }

    private JobBody.EqualColumns equal(SqlParser.MergeKeyContext key) {
        return key.mergeKey() == null
                ? new JobBody.EqualColumns(names.columnPath(key.left), names.columnPath(key.right))
                : equal(key.mergeKey());
    }

    private static Shape shape(SqlParser.JobQueryContext query) {
        if (query.UNNEST_OUTER() != null) {
            return Shape.UNNESTED_OUTER;
        }
        return query.UNNEST() == null ? Shape.ROWS : Shape.UNNESTED;
    }
}
