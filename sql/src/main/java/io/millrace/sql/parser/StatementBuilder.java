package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.sql.grammar.SqlLexer;
import io.millrace.sql.grammar.SqlParser;
import io.millrace.sql.tree.ObjectKind;
import io.millrace.sql.tree.SqlText;
import io.millrace.sql.tree.Statement;
import io.millrace.sql.tree.Statement.Existing;
import io.millrace.sql.tree.Statement.JobSubject;
import io.millrace.sql.tree.Statement.Listing;
import io.millrace.sql.tree.Statement.Missing;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;

/** Makes a statement of its parse tree. */
final class StatementBuilder {
    private final SourceText source;
    private final Names names;
    private final OptionReader options;
    private final TableBuilder tables;
    private final JobBuilder jobs;
    private final ViewBuilder views;
    private final FunctionBuilder functions;

    StatementBuilder(SourceText source, StatementTokens statement) {
        this.source = source;
        this.names = new Names(source);
        this.options = new OptionReader(source, names, statement);
        this.tables = new TableBuilder(names, options);
        this.jobs = new JobBuilder(source, names, options);
        this.views = new ViewBuilder(source, names, options);
        this.functions = new FunctionBuilder(names, options);
    }

    Statement build(SqlParser.StatementContext statement) {
        ParseTree tree = statement.getChild(0);
        if (tree instanceof SqlParser.CreateConnectionContext create) {
            return new Statement.CreateConnection(
                    existing(create.ifNotExists()),
                    names.word(create.type),
                    names.identifier(create.name),
                    options.read(create.option()),
                    names.location(create));
        }
        if (tree instanceof SqlParser.AlterConnectionContext alter) {
            return new Statement.AlterConnection(
                    names.word(alter.type),
                    names.identifier(alter.name),
                    options.read(alter.setOptions().option()),
                    names.location(alter));
        }
        if (tree instanceof SqlParser.DropConnectionContext drop) {
            return new Statement.DropConnection(
                    missing(drop.ifExists()), names.word(drop.type), names.identifier(drop.name), names.location(drop));
        }
        if (tree instanceof SqlParser.CreateTableContext create) {
            return tables.create(create);
        }
        if (tree instanceof SqlParser.AlterTableContext alter) {
            return tables.alter(alter);
        }
        if (tree instanceof SqlParser.DropTableContext drop) {
            return tables.drop(drop);
        }
        if (tree instanceof SqlParser.CreateJobContext create) {
            return jobs.create(create);
        }
        if (tree instanceof SqlParser.CreateViewContext create) {
            return views.create(create);
        }
        if (tree instanceof SqlParser.AlterViewContext alter) {
            return views.alter(alter);
        }
        if (tree instanceof SqlParser.ViewCommandContext command) {
            return views.command(command);
        }
        if (tree instanceof SqlParser.AlterJobContext alter) {
            return jobs.alter(alter);
        }
        if (tree instanceof SqlParser.JobCommandContext command) {
            return jobs.command(command);
        }
        if (tree instanceof SqlParser.CreateFunctionContext create) {
            return functions.create(create);
        }
        if (tree instanceof SqlParser.DropFunctionContext drop) {
            return new Statement.DropFunction(
                    missing(drop.ifExists()), names.identifier(drop.identifier()), names.location(drop));
        }
        return buildOther(tree);
    }

    private Statement buildOther(ParseTree tree) {
        if (tree instanceof SqlParser.ExplainContext explain) {
            return explain(explain);
        }
        if (tree instanceof SqlParser.PreviewContext preview) {
            return preview(preview);
        }
        if (tree instanceof SqlParser.ShowContext show) {
            String word = show.getChild(show.getChildCount() - 1).getText();
            Listing listing = Listing.valueOf(word.toUpperCase(Locale.ROOT));
            return new Statement.Show(listing, names.location(show));
        }
        if (tree instanceof SqlParser.ShowCreateContext show) {
            return new Statement.ShowCreate(
                    kind(show.objectKind()), names.qualifiedName(show.qualifiedName()), names.location(show));
        }
        if (tree instanceof SqlParser.DescribeContext describe) {
            return new Statement.Describe(
                    Optional.ofNullable(describe.objectKind()).map(StatementBuilder::kind),
                    names.qualifiedName(describe.qualifiedName()),
                    names.location(describe));
        }
        if (tree instanceof SqlParser.CheckContext check) {
            return new Statement.CheckJob(names.identifier(check.identifier()), names.location(check));
        }
        if (tree instanceof SqlParser.QueryContext query) {
            return new Statement.Query(text(source, query), names.location(query));
        }
        SqlParser.UnavailableContext unavailable = (SqlParser.UnavailableContext) tree;
        throw unavailable(Unavailable.name(unavailable), names.location(unavailable));
    }

    private Statement explain(SqlParser.ExplainContext explain) {
        SourceLocation place = names.location(explain);
        return explain.query() == null
                ? new Statement.ExplainJob(subject(explain.createJob(), explain.identifier()), place)
                : new Statement.ExplainQuery(text(source, explain.query()), place);
    }

    private Statement preview(SqlParser.PreviewContext preview) {
        OptionalLong limit = preview.limit() == null
                ? OptionalLong.empty()
                : OptionalLong.of(names.number(preview.limit().INTEGER().getSymbol(), "LIMIT", 1, Integer.MAX_VALUE));
        return new Statement.Preview(
                subject(preview.createJob(), preview.identifier()), limit, names.location(preview));
    }

    private JobSubject subject(SqlParser.CreateJobContext written, SqlParser.IdentifierContext name) {
        return written == null
                ? new JobSubject.Named(names.identifier(name))
                : new JobSubject.Written(jobs.create(written));
    }

    static SqlText text(SourceText source, ParserRuleContext context) {
        return source.slice(context.start.getStartIndex(), context.stop.getStopIndex() + 1);
    }

    static Existing existing(SqlParser.IfNotExistsContext context) {
        return context == null ? Existing.REFUSE : Existing.KEEP;
    }

    static Missing missing(SqlParser.IfExistsContext context) {
        return context == null ? Missing.REFUSE : Missing.IGNORE;
    }

    static MillraceException unavailable(String what, SourceLocation place) {
        return new MillraceException(
                ErrorCode.NOT_YET_AVAILABLE, place, "Cannot use what is not yet available: " + what);
    }

    private static ObjectKind kind(SqlParser.ObjectKindContext context) {
        return switch (context.start.getType()) {
            case SqlLexer.TABLE -> ObjectKind.TABLE;
            case SqlLexer.JOB -> ObjectKind.JOB;
            case SqlLexer.MATERIALIZED -> ObjectKind.VIEW;
            case SqlLexer.FUNCTION -> ObjectKind.FUNCTION;
            default -> ObjectKind.CONNECTION;
        };
    }
}
