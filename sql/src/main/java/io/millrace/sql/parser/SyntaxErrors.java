package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.sql.grammar.SqlLexer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Words a syntax error: what was found, what can stand there instead, and what the user most likely meant. */
final class SyntaxErrors {
    private static final int SHOWN_LENGTH = 40;
    private static final int SHOWN_ALTERNATIVES = 10;

    private final SourceText source;
    private final StatementTokens statement;
    private final int index;
    private final Expected expected;

    private SyntaxErrors(SourceText source, StatementTokens statement, int index) {
        this.source = source;
        this.statement = statement;
        this.index = index;
        this.expected = new Expected(statement, index);
    }

    /** @param index of the token that cannot stand where it does */
    static MillraceException at(SourceText source, StatementTokens statement, int index) {
        return new SyntaxErrors(source, statement, index).word();
    }

    private MillraceException word() {
        if (isOptionWithoutValue()) {
            String option = statement.get(index - 3).getText().toUpperCase(Locale.ROOT);
            return error(index - 3, "Cannot read option without a value: " + option)
                    .withHint("write " + option + " = value");
        }
        Optional<String> here = keywordMeantAt(index);
        Optional<String> before = here.isPresent() ? Optional.empty() : keywordMeantAt(index - 1);
        if (before.isPresent()) {
            return error(index - 1, "Cannot read statement: found " + shown(statement.get(index - 1)))
                    .withHint("did you mean " + before.get());
        }

        List<String> words = expected.describe();
        MillraceException error = error(
                index,
                "Cannot read statement: found " + shown(statement.get(index))
                        + (words.isEmpty() ? "" : ", expected " + alternatives(words)));
        return here.map(keyword -> "did you mean " + keyword)
                .or(this::reservedWordHint)
                .map(error::withHint)
                .orElse(error);
    }

    /** {@code NAME = NAME = value}. */
    private boolean isOptionWithoutValue() {
        return index >= 3
                && statement.get(index).getType() == SqlLexer.EQUALS
                && statement.get(index - 2).getType() == SqlLexer.EQUALS;
    }

    /** The keyword that, in place of the word at an index, lets the statement be read further. */
    private Optional<String> keywordMeantAt(int at) {
        if (at < 0 || at >= statement.tokens().size()) {
            return Optional.empty();
        }
        Token word = statement.get(at);
        if (word.getType() != SqlLexer.IDENTIFIER && !Keywords.isKeyword(word.getType())) {
            return Optional.empty();
        }

        Expected there = new Expected(statement, at);
        List<String> fitting = Keywords.ALL.stream()
                .filter(type -> Suggestions.nearest(word.getText(), List.of(Keywords.name(type)))
                        .isPresent())
                .filter(there::isKeywordExpected)
                .filter(type -> Attempt.statement(statement.with(at, type)).stoppedAt() > index)
                .map(Keywords::name)
                .toList();
        return Suggestions.nearest(word.getText(), fitting);
    }

    private Optional<String> reservedWordHint() {
        Token found = statement.get(index);
        return Keywords.isReserved(found.getType()) && expected.isNameExpected()
                ? Optional.of(found.getText().toUpperCase(Locale.ROOT)
                        + " is a reserved word: to use it as a name write \"" + found.getText() + "\"")
                : Optional.empty();
    }

    private MillraceException error(int at, String message) {
        return new MillraceException(
                ErrorCode.SYNTAX_ERROR, source.location(statement.get(at).getStartIndex()), message);
    }

    private static String shown(Token token) {
        String text = token.getText();
        return text.length() <= SHOWN_LENGTH ? text : text.substring(0, SHOWN_LENGTH) + "...";
    }

    private static String alternatives(List<String> expected) {
        if (expected.size() > SHOWN_ALTERNATIVES) {
            return String.join(", ", expected.subList(0, SHOWN_ALTERNATIVES)) + " ...";
        }
        String last = expected.get(expected.size() - 1);
        return expected.size() == 1
                ? last
                : String.join(", ", expected.subList(0, expected.size() - 1)) + " or " + last;
    }
}
