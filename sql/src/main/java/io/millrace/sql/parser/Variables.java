package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SourceLocation;
import io.millrace.spi.error.Suggestions;
import io.millrace.sql.grammar.SqlLexer;
import io.millrace.sql.parser.SourceText.Piece;
import io.millrace.sql.token.Utf16Stream;
import io.millrace.sql.tree.SqlText.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/**
 * Fills in {@code ${NAME}}.
 *
 * <p>Within quotes the value is that very text, whatever it contains. Outside of quotes it must consist of whole tokens and
 * cannot end a statement or open a comment. Within comments nothing is filled in.
 */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private final Map<String, String> values;
    private final SourceText original;
    private final List<? extends Token> tokens;
    private int nextToken;

    private Variables(String file, String text, Map<String, String> values) {
        this.values = values;
        this.original = SourceText.withoutVariables(file, text);
        this.tokens = tokens(text);
    }

    static SourceText fillIn(String file, String text, Map<String, String> values) {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher.find()
                ? new Variables(file, text, values).fillIn(file, matcher.reset())
                : SourceText.withoutVariables(file, text);
    }

    private SourceText fillIn(String file, Matcher matcher) {
        StringBuilder filled = new StringBuilder();
        List<Piece> pieces = new ArrayList<>(List.of(new Piece(0, 0, Run.WRITTEN)));
        int copied = 0;
        while (matcher.find()) {
            Token token = tokenAt(matcher.start());
            if (token.getChannel() != Token.DEFAULT_CHANNEL) {
                continue;
            }

            filled.append(original.text(), copied, matcher.start());
            pieces.add(new Piece(filled.length(), matcher.start(), Run.INSERTED));
            filled.append(insertion(matcher, token));
            pieces.add(new Piece(filled.length(), matcher.end(), Run.WRITTEN));
            copied = matcher.end();
        }
        filled.append(original.text(), copied, original.text().length());
        return new SourceText(file, original.text(), filled.toString(), pieces);
    }

    private String insertion(Matcher variable, Token token) {
        String name = variable.group(1);
        SourceLocation place = original.originLocation(variable.start());
        String value = values.get(name);
        if (value == null) {
            MillraceException error =
                    new MillraceException(ErrorCode.VARIABLE_NOT_SET, place, "Cannot find variable: " + name);
            throw error.withHint(Suggestions.nearest(name, values.keySet())
                    .map(nearest -> "did you mean " + nearest)
                    .orElse("set it with --set " + name + "=value"));
        }

        switch (token.getType()) {
            case SqlLexer.STRING -> {
                return value.replace("'", "''");
            }
            case SqlLexer.ESCAPE_STRING -> {
                return value.replace("\\", "\\\\").replace("'", "''");
            }
            case SqlLexer.QUOTED_IDENTIFIER -> {
                return value.replace("\"", "\"\"");
            }
            case SqlLexer.DOLLAR_STRING -> {
                return safe(name, place, value, !value.contains("$"));
            }
            case SqlLexer.UNTERMINATED -> {
                return value;
            }
            default -> {
                return safe(name, place, value, isWholeTokens(value) && !opensComment(variable, value));
            }
        }
    }

    private static String safe(String name, SourceLocation place, String value, boolean condition) {
        if (!condition) {
            throw new MillraceException(
                            ErrorCode.INVALID_LITERAL, place, "Cannot use the value of a variable here: " + name)
                    .withHint("write '${" + name
                            + "}' for text; outside of quotes a value has to be a name, a number or an"
                            + " expression");
        }
        return value;
    }

    private static boolean isWholeTokens(String value) {
        return tokens(value).stream()
                .allMatch(token -> token.getChannel() == Token.DEFAULT_CHANNEL
                        && token.getType() != SqlLexer.SEMICOLON
                        && token.getType() != SqlLexer.UNTERMINATED
                        && token.getType() != SqlLexer.OTHER);
    }

    /** Whether the value and its neighbours make a comment together, as {@code -${A}} does when A is {@code -1}. */
    private boolean opensComment(Matcher variable, String value) {
        int before = Math.max(0, variable.start() - 1);
        int after = Math.min(original.text().length(), variable.end() + 1);
        String joined = original.text(before, variable.start()) + value + original.text(variable.end(), after);
        return tokens(joined).stream().anyMatch(token -> token.getChannel() != Token.DEFAULT_CHANNEL)
                || joined.startsWith("/*")
                || joined.endsWith("/*");
    }

    private Token tokenAt(int offset) {
        while (tokens.get(nextToken).getStopIndex() < offset) {
            nextToken++;
        }
        return tokens.get(nextToken);
    }

    private static List<? extends Token> tokens(String text) {
        return new SqlLexer(new Utf16Stream(text)).getAllTokens();
    }
}
