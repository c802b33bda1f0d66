package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.sql.grammar.SqlParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Reads {@code NAME = value} pairs. */
final class OptionReader {
    private final SourceText source;
    private final Names names;
    private final StatementTokens statement;

    OptionReader(SourceText source, Names names, StatementTokens statement) {
        this.source = source;
        this.names = names;
        this.statement = statement;
    }

    List<OptionAssignment> read(List<SqlParser.OptionContext> contexts) {
        List<OptionAssignment> assignments = new ArrayList<>();
        for (SqlParser.OptionContext context : contexts) {
            assignments.add(read(context));
        }
        return assignments;
    }

    private OptionAssignment read(SqlParser.OptionContext context) {
        SqlParser.OptionValueContext value = context.optionValue();
        String name = names.identifier(context.identifier()).name();
        List<Token> tokens = statement.tokens().subList(value.start.getTokenIndex(), value.stop.getTokenIndex() + 1);
        if (tokens.get(tokens.size() - 1).getText().equals(",")) {
            throw new MillraceException(
                            ErrorCode.SYNTAX_ERROR,
                            source.location(tokens.get(tokens.size() - 1).getStartIndex()),
                            "Cannot read options: found ,")
                    .withHint("options stand one after the other, without commas");
        }
        return new OptionAssignment(
                name,
                new OptionValueReader(source, name, tokens).read(),
                names.location(context),
                names.location(value));
    }
}
