package io.millrace.sql.parser;

import io.millrace.sql.grammar.SqlParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/**
 * The outcome of parsing a statement.
 *
 * @param tree present on success
 * @param stoppedAt index of the token that cannot stand where it does; on success the number of tokens, end included
 */
record Attempt<T extends ParserRuleContext>(Optional<T> tree, int stoppedAt) {
    static Attempt<SqlParser.SingleContext> statement(StatementTokens statement) {
        return parse(statement, SqlParser::single);
    }

    static Attempt<SqlParser.SingleNameContext> name(StatementTokens name) {
        return parse(name, SqlParser::singleName);
    }

    private static <T extends ParserRuleContext> Attempt<T> parse(
            StatementTokens statement, Function<SqlParser, T> rule) {
        List<Token> tokens = new ArrayList<>(statement.tokens());
        tokens.add(statement.end());
        SqlParser parser = new SqlParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        parser.setErrorHandler(new BailErrorStrategy());
        try {
            return new Attempt<>(Optional.of(rule.apply(parser)), tokens.size());
        } catch (ParseCancellationException e) {
            if (e.getCause() instanceof RecognitionException cause) {
                return new Attempt<>(Optional.empty(), cause.getOffendingToken().getTokenIndex());
            }
            throw e;
        }
    }
}
