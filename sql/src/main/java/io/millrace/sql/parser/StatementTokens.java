package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.grammar.SqlLexer;
import io.millrace.sql.token.Utf16Stream;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * The tokens of one statement, comments left out.
 *
 * @param tokens without the end
 * @param end an EOF token where the statement's semicolon stands
 */
record StatementTokens(List<Token> tokens, Token end) {
    StatementTokens {
        tokens = List.copyOf(tokens);
    }

    /** Cuts a text at its semicolons; statements of nothing are left out. */
    static List<StatementTokens> split(SourceText source) {
        List<StatementTokens> statements = new ArrayList<>();
        List<Token> tokens = new ArrayList<>();
        Brackets brackets = new Brackets(source);
        for (Token token : new SqlLexer(new Utf16Stream(source.text())).getAllTokens()) {
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }
            if (token.getType() == SqlLexer.SEMICOLON) {
                brackets.checkClosed();
                add(statements, tokens, token.getStartIndex());
                tokens = new ArrayList<>();
                continue;
            }
            checkTerminated(source, token);
            brackets.add(token);
            tokens.add(token);
        }
        brackets.checkClosed();
        add(
                statements,
                tokens,
                tokens.isEmpty() ? 0 : tokens.get(tokens.size() - 1).getStopIndex() + 1);
        return statements;
    }

    /** The tokens before {@code index} and then {@code next}: what a prefix can be followed by. */
    StatementTokens followedBy(int index, int type) {
        List<Token> prefix = new ArrayList<>(tokens.subList(0, index));
        prefix.add(new CommonToken(type));
        return new StatementTokens(prefix, end);
    }

    /** This statement with another kind of token at {@code index}. */
    StatementTokens with(int index, int type) {
        List<Token> changed = new ArrayList<>(tokens);
        changed.set(index, new CommonToken(type));
        return new StatementTokens(changed, end);
    }

    /** The token at an index; the end behind the last one. */
    Token get(int index) {
        return index < tokens.size() ? tokens.get(index) : end;
    }

    private static void add(List<StatementTokens> statements, List<Token> tokens, int end) {
        if (!tokens.isEmpty()) {
            CommonToken eof = new CommonToken(Token.EOF, "the end of the statement");
            eof.setStartIndex(end);
            statements.add(new StatementTokens(tokens, eof));
        }
    }

    private static void checkTerminated(SourceText source, Token token) {
        if (token.getType() == SqlLexer.UNTERMINATED) {
            throw new MillraceException(
                            ErrorCode.SYNTAX_ERROR,
                            source.location(token.getStartIndex()),
                            "Cannot read statement: " + unterminated(token.getText()) + " is never closed")
                    .withHint("add the closing " + closing(token.getText()));
        }
    }

    private static String unterminated(String text) {
        return text.startsWith("/*") ? "a comment" : text.startsWith("\"") ? "a quoted name" : "a text";
    }

    private static String closing(String text) {
        if (text.startsWith("/*")) {
            return "*/";
        }
        return text.startsWith("\"") ? "\"" : text.startsWith("$") ? text.substring(0, text.indexOf('$', 1) + 1) : "'";
    }
}
