package io.millrace.sql.parser;

import io.millrace.sql.grammar.SqlLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.antlr.v4.runtime.Token;

/**
 * What can stand at a place of a statement. It is found by trying: a token is expected where the parser, given all that
 * stands before, accepts it. So it is exact, whatever the parser's lookahead.
 */
final class Expected {
    /** Where any operator can stand, SQL is located and not parsed, and these say nothing about what is expected. */
    private static final Set<Integer> WORDS_OF_VALUES = wordsOfValues();

    private static final List<Integer> PUNCTUATION = List.of(
            SqlLexer.EQUALS,
            SqlLexer.DOT,
            SqlLexer.COMMA,
            SqlLexer.OPEN_PARENTHESIS,
            SqlLexer.CLOSE_PARENTHESIS,
            SqlLexer.CLOSE_BRACKET);

    private final StatementTokens statement;
    private final int index;

    Expected(StatementTokens statement, int index) {
        this.statement = statement;
        this.index = index;
    }

    boolean isNameExpected() {
        return accepts(SqlLexer.IDENTIFIER) && !isSql();
    }

    /** Whether a keyword is expected as such, not as a name or a part of an expression. */
    boolean isKeywordExpected(int type) {
        if (!accepts(type)) {
            return false;
        }
        return isSql() ? !WORDS_OF_VALUES.contains(type) && !isQuery() : true;
    }

    /** In the user's words, keywords in alphabetical order; empty if nothing sensible can be said. */
    List<String> describe() {
        if (isQuery()) {
            return List.of(accepts(Token.EOF) ? "the end of the statement" : "an expression");
        }
        List<String> expected = new ArrayList<>();
        boolean sql = isSql();
        boolean name = accepts(SqlLexer.IDENTIFIER);
        if (sql && statement.get(index - 1).getType() == SqlLexer.EQUALS) {
            expected.add("a value");
        } else if (name && !sql) {
            expected.add("a name");
        }
        Keywords.ALL.stream()
                .filter(type -> !name || Keywords.isReserved(type))
                .filter(this::isKeywordExpected)
                .forEach(type -> expected.add(Keywords.name(type)));
        if (!sql) {
            PUNCTUATION.stream()
                    .filter(this::accepts)
                    .forEach(type -> expected.add(SqlLexer.VOCABULARY.getLiteralName(type)));
            if (accepts(SqlLexer.INTEGER)) {
                expected.add("a whole number");
            }
        }
        if (accepts(Token.EOF)) {
            expected.add("the end of the statement");
        }
        return expected;
    }

    private boolean isSql() {
        return accepts(SqlLexer.OPERATOR);
    }

    private boolean isQuery() {
        return accepts(SqlLexer.OPERATOR) && accepts(SqlLexer.INTO) && accepts(SqlLexer.AS);
    }

    private boolean accepts(int type) {
        if (type == Token.EOF) {
            return Attempt.statement(new StatementTokens(statement.tokens().subList(0, index), statement.end()))
                    .tree()
                    .isPresent();
        }
        return Attempt.statement(statement.followedBy(index, type)).stoppedAt() > index;
    }

    private static Set<Integer> wordsOfValues() {
        StatementTokens assignment = StatementTokens.split(
                        SourceText.withoutVariables("", "ALTER JOB name SET option = value"))
                .get(0);
        int value = assignment.tokens().size() - 1;
        return Keywords.ALL.stream()
                .filter(type -> Attempt.statement(assignment.with(value, type)).stoppedAt() > value)
                .collect(Collectors.toUnmodifiableSet());
    }
}
