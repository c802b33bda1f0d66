package io.millrace.sql.parser;

import io.millrace.sql.grammar.SqlParser;
import io.millrace.sql.tree.ColumnPath;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.JobBody.Mapping;
import io.millrace.sql.tree.JobBody.Shape;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.CreateJob;
import io.millrace.sql.tree.Statement.Start;
import java.util.List;
import java.util.Locale;

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
                StatementBuilder.existing(create.ifNotExists()),
                names.identifier(create.identifier()),
                options.read(create.option()),
                body(create.jobBody()),
                names.location(create));
    }

    Statement alter(SqlParser.AlterJobContext alter) {
        if (alter.jobExpectation() != null) {
            throw StatementBuilder.unavailable("EXPECTATION", names.location(alter.jobExpectation()));
        }
        return new Statement.AlterJob(
                names.identifier(alter.identifier()),
                options.read(alter.setOptions().option()),
                names.location(alter));
    }

    Statement command(SqlParser.JobCommandContext command) {
        Identifier name = names.identifier(command.identifier());
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
        throw StatementBuilder.unavailable("MERGE", names.location(context));
    }

    private JobBody copy(SqlParser.CopyBodyContext copy) {
        if (!copy.expectation().isEmpty()) {
            throw StatementBuilder.unavailable("EXPECTATION", names.location(copy.expectation(0)));
        }
        return new JobBody.Copy(
                names.identifier(copy.type).name(),
                names.identifier(copy.connection),
                options.read(copy.option()),
                names.qualifiedName(copy.qualifiedName()),
                names.location(copy));
    }

    private JobBody insert(SqlParser.InsertBodyContext insert) {
        if (insert.type != null) {
            throw StatementBuilder.unavailable(
                    "INSERT INTO " + insert.type.getText().toUpperCase(Locale.ROOT), names.location(insert));
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
                query.UNNEST() == null ? Shape.ROWS : Shape.UNNESTED,
                StatementBuilder.text(source, query.jobQueryText()),
                names.location(insert));
    }
}
