package io.millrace.sql.parser;

import io.millrace.sql.grammar.SqlParser;
import io.millrace.sql.tree.Identifier;
import io.millrace.sql.tree.JobBody;
import io.millrace.sql.tree.QualifiedName;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.CreateJob;
import io.millrace.sql.tree.Statement.Start;
import io.millrace.sql.tree.Statement.ViewCommand.Verb;

/** Makes the statements about materialized views. */
final class ViewBuilder {
    private final SourceText source;
    private final Names names;
    private final OptionReader options;

    ViewBuilder(SourceText source, Names names, OptionReader options) {
        this.source = source;
        this.names = names;
        this.options = options;
    }

    CreateJob create(SqlParser.CreateViewContext create) {
        QualifiedName name = names.qualifiedName(create.qualifiedName());
        return new CreateJob(
                create.SYNC() == null ? Start.INDEPENDENT : Start.SYNC,
                StatementBuilder.existing(create.ifNotExists()),
                new Identifier(name.toString(), Identifier.Kind.NAME, name.location()),
                options.read(create.option()),
                new JobBody.View(name, StatementBuilder.text(source, create.viewQuery()), names.location(create)),
                names.location(create));
    }

    Statement alter(SqlParser.AlterViewContext alter) {
        return new Statement.AlterView(
                names.qualifiedName(alter.qualifiedName()),
                options.read(alter.setOptions().option()),
                names.location(alter));
    }

    Statement command(SqlParser.ViewCommandContext command) {
        Verb verb = command.PAUSE() != null ? Verb.PAUSE : command.RESUME() != null ? Verb.RESUME : Verb.DROP;
        return new Statement.ViewCommand(
                verb,
                StatementBuilder.missing(command.ifExists()),
                names.qualifiedName(command.qualifiedName()),
                names.location(command));
    }
}
