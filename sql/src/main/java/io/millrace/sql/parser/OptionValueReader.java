package io.millrace.sql.parser;

import static io.millrace.sql.grammar.SqlLexer.CLOSE_PARENTHESIS;
import static io.millrace.sql.grammar.SqlLexer.COMMA;
import static io.millrace.sql.grammar.SqlLexer.EQUALS;
import static io.millrace.sql.grammar.SqlLexer.INTEGER;
import static io.millrace.sql.grammar.SqlLexer.MINUS;
import static io.millrace.sql.grammar.SqlLexer.NUMBER;
import static io.millrace.sql.grammar.SqlLexer.OPEN_PARENTHESIS;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.option.OptionAssignment;
import io.millrace.spi.option.OptionType;
import io.millrace.spi.option.OptionValue;
import io.millrace.sql.option.DeclaredTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * Gives the tokens behind {@code NAME =} their shape. Options of Millrace's own that take SQL are read as SQL whatever they
 * look like; of all others the shape decides, and what has no other shape is an expression.
 */
final class OptionValueReader {
    private final SourceText source;
    private final String option;
    private final List<Token> tokens;

    OptionValueReader(SourceText source, String option, List<Token> tokens) {
        this.source = source;
        this.option = option;
        this.tokens = tokens;
    }

    OptionValue read() {
        Optional<OptionValue> reference = Literals.reference(tokens);
        if (reference.isPresent()) {
            return reference.get();
        }

        Optional<OptionType<?>> type = DeclaredTypes.find(option);
        if (type.filter(OptionType.EXPRESSION::equals).isPresent()) {
            return new OptionValue.Expression(text(tokens));
        }
        if (type.filter(OptionType.ASSIGNMENTS::equals).isPresent() && isGroup(tokens)) {
            return assignments(tokens.subList(1, tokens.size() - 1));
        }
        return guess();
    }

    private OptionValue guess() {
        Optional<OptionValue> simple = new Literals(source).read(tokens);
        if (simple.isPresent()) {
            return simple.get();
        }
        if (isGroup(tokens)) {
            return group(tokens.subList(1, tokens.size() - 1));
        }
        checkRunOn();
        return new OptionValue.Expression(text(tokens));
    }

    private OptionValue group(List<Token> inner) {
        boolean named = inner.size() > 1
                && Literals.isWord(inner.get(0))
                && inner.get(1).getType() == EQUALS;
        if (named) {
            return new OptionValue.Nested(nested(inner));
        }
        List<OptionValue> items = new ArrayList<>();
        for (List<Token> item : separated(inner)) {
            items.add(new OptionValueReader(source, "", item).guess());
        }
        return new OptionValue.Items(items);
    }

    /** {@code NAME = value} pairs, with or without commas between them. */
    private List<OptionAssignment> nested(List<Token> inner) {
        List<Integer> starts = new ArrayList<>();
        int depth = 0;
        for (int i = 0; i < inner.size(); i++) {
            depth += Brackets.depthChange(inner.get(i).getType());
            boolean equals = i + 1 < inner.size() && inner.get(i + 1).getType() == EQUALS;
            if (depth == 0 && equals && Literals.isWord(inner.get(i))) {
                starts.add(i);
            }
        }

        List<OptionAssignment> assignments = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            int start = starts.get(i);
            int end = i + 1 < starts.size() ? starts.get(i + 1) : inner.size();
            boolean comma = i + 1 < starts.size() && inner.get(end - 1).getType() == COMMA;
            assignments.add(nestedOption(inner.get(start), inner.subList(start + 2, comma ? end - 1 : end)));
        }
        return assignments;
    }

    private OptionAssignment nestedOption(Token name, List<Token> value) {
        if (value.isEmpty()) {
            throw error(name, "Cannot read option without a value: " + name.getText());
        }
        return new OptionAssignment(
                Literals.word(name),
                new OptionValueReader(source, Literals.word(name), value).read(),
                source.location(name.getStartIndex()),
                source.location(value.get(0).getStartIndex()));
    }

    private OptionValue assignments(List<Token> inner) {
        List<OptionValue.Assignment> assignments = new ArrayList<>();
        for (List<Token> item : separated(inner)) {
            int equals = 0;
            while (equals < item.size() && item.get(equals).getType() != EQUALS) {
                equals++;
            }
            if (equals == 0 || equals >= item.size() - 1) {
                throw error(item.get(0), "Cannot read column transformation: " + text(item))
                        .withHint("write column = expression");
            }
            assignments.add(new OptionValue.Assignment(
                    text(item.subList(0, equals)),
                    text(item.subList(equals + 1, item.size())),
                    source.location(item.get(0).getStartIndex())));
        }
        return new OptionValue.Assignments(assignments);
    }

    private List<List<Token>> separated(List<Token> inner) {
        List<List<Token>> items = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= inner.size(); i++) {
            boolean end = i == inner.size();
            depth += end ? 0 : Brackets.depthChange(inner.get(i).getType());
            if (end || (depth == 0 && inner.get(i).getType() == COMMA)) {
                if (start == i && !inner.isEmpty()) {
                    throw error(
                            inner.get(Math.min(i, inner.size() - 1)),
                            "Cannot read list of option " + option + ": an item is missing");
                }
                if (!inner.isEmpty()) {
                    items.add(inner.subList(start, i));
                }
                start = i + 1;
            }
        }
        return items;
    }

    /** A complete value with a word behind it is not an expression: an '=' was forgotten, or a unit misspelled. */
    private void checkRunOn() {
        int end = valueEnd();
        if (end == 0 || end == tokens.size() || !Literals.isWord(tokens.get(end))) {
            return;
        }
        Token word = tokens.get(end);
        boolean number = end == 1 && tokens.get(0).getType() == INTEGER;
        if (number && tokens.size() == 2) {
            throw error(tokens.get(0), "Cannot read duration: " + text(tokens))
                    .withHint(Literals.unitHint(word.getText()));
        }
        throw error(
                        word,
                        "Cannot read option without a value: " + word.getText().toUpperCase(Locale.ROOT))
                .withHint("write " + word.getText().toUpperCase(Locale.ROOT) + " = value");
    }

    private int valueEnd() {
        Literals literals = new Literals(source);
        for (int end = Math.min(3, tokens.size() - 1); end > 0; end--) {
            if (literals.read(tokens.subList(0, end)).isPresent()) {
                return end;
            }
        }
        int group = groupEnd(tokens);
        return tokens.get(0).getType() == OPEN_PARENTHESIS ? group : 0;
    }

    private static boolean isGroup(List<Token> tokens) {
        return tokens.get(0).getType() == OPEN_PARENTHESIS && groupEnd(tokens) == tokens.size();
    }

    /** Behind the bracket that closes the first one. */
    private static int groupEnd(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += Brackets.depthChange(tokens.get(i).getType());
            if (depth == 0 && tokens.get(i).getType() == CLOSE_PARENTHESIS) {
                return i + 1;
            }
        }
        return 0;
    }

    private String text(List<Token> part) {
        return source.text(
                part.get(0).getStartIndex(), part.get(part.size() - 1).getStopIndex() + 1);
    }

    private MillraceException error(Token at, String message) {
        return new MillraceException(ErrorCode.SYNTAX_ERROR, source.location(at.getStartIndex()), message);
    }

    static boolean isNumber(List<Token> tokens) {
        boolean negative = tokens.get(0).getType() == MINUS;
        Token last = tokens.get(tokens.size() - 1);
        return tokens.size() == (negative ? 2 : 1) && (last.getType() == INTEGER || last.getType() == NUMBER);
    }
}
