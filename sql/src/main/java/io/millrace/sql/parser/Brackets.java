package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.sql.grammar.SqlLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.Token;

/** Checks that brackets pair, so that a missing one is reported where it was opened and not where a statement ends. */
final class Brackets {
    /** Deeper ones are refused before they exhaust the stack. */
    private static final int MAX_DEPTH = 500;

    private final SourceText source;
    private final Deque<Token> open = new ArrayDeque<>();

    Brackets(SourceText source) {
        this.source = source;
    }

    void add(Token token) {
        switch (token.getType()) {
            case SqlLexer.OPEN_PARENTHESIS, SqlLexer.OPEN_BRACKET -> open(token);
            case SqlLexer.CLOSE_PARENTHESIS -> close(token, SqlLexer.OPEN_PARENTHESIS);
            case SqlLexer.CLOSE_BRACKET -> close(token, SqlLexer.OPEN_BRACKET);
            default -> {
                // No bracket.
            }
        }
    }

    /** At the end of a statement. */
    void checkClosed() {
        if (!open.isEmpty()) {
            throw error(open.getLast(), open.getLast().getText() + " is never closed");
        }
    }

    /** How much deeper what follows a token is nested. */
    static int depthChange(int type) {
        return switch (type) {
            case SqlLexer.OPEN_PARENTHESIS, SqlLexer.OPEN_BRACKET, SqlLexer.CASE -> 1;
            case SqlLexer.CLOSE_PARENTHESIS, SqlLexer.CLOSE_BRACKET, SqlLexer.END -> -1;
            default -> 0;
        };
    }

    private void open(Token token) {
        open.addLast(token);
        if (open.size() > MAX_DEPTH) {
            throw error(token, "brackets nested deeper than " + MAX_DEPTH);
        }
    }

    private void close(Token token, int opening) {
        if (open.isEmpty()) {
            throw error(token, token.getText() + " closes nothing");
        }
        Token opened = open.removeLast();
        if (opened.getType() != opening) {
            throw error(
                    token,
                    token.getText() + " cannot close " + opened.getText() + " of "
                            + source.location(opened.getStartIndex()));
        }
    }

    private MillraceException error(Token token, String problem) {
        return new MillraceException(
                ErrorCode.SYNTAX_ERROR, source.location(token.getStartIndex()), "Cannot read statement: " + problem);
    }
}
