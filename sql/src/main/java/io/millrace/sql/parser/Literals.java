package io.millrace.sql.parser;

import io.millrace.spi.error.ErrorCode;
import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.Suggestions;
import io.millrace.spi.option.OptionValue;
import io.millrace.sql.grammar.SqlLexer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Reads the values of options that are complete in themselves. */
final class Literals {
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "MICROSECOND", ChronoUnit.MICROS,
            "MILLISECOND", ChronoUnit.MILLIS,
            "MS", ChronoUnit.MILLIS,
            "SECOND", ChronoUnit.SECONDS,
            "MINUTE", ChronoUnit.MINUTES,
            "HOUR", ChronoUnit.HOURS,
            "DAY", ChronoUnit.DAYS);

    private final SourceText source;

    Literals(SourceText source) {
        this.source = source;
    }

    /** {@code ENV('NAME')} and {@code FILE('/path')}. */
    static Optional<OptionValue> reference(List<Token> tokens) {
        boolean call = tokens.size() == 4
                && tokens.get(1).getType() == SqlLexer.OPEN_PARENTHESIS
                && tokens.get(2).getType() == SqlLexer.STRING
                && tokens.get(2).getText().startsWith("'");
        if (!call) {
            return Optional.empty();
        }
        String argument = unquote(tokens.get(2).getText());
        return switch (tokens.get(0).getText().toUpperCase(Locale.ROOT)) {
            case "ENV" -> Optional.of(new OptionValue.Environment(argument));
            case "FILE" -> Optional.of(new OptionValue.FileContent(argument));
            default -> Optional.empty();
        };
    }

    /** The value that all of the tokens make together. */
    Optional<OptionValue> read(List<Token> tokens) {
        if (OptionValueReader.isNumber(tokens)) {
            String sign = tokens.size() == 2 ? "-" : "";
            return Optional.of(new OptionValue.Numeral(
                    sign + tokens.get(tokens.size() - 1).getText().replace("_", "")));
        }
        return switch (tokens.size()) {
            case 1 -> single(tokens.get(0));
            case 2 -> pair(tokens.get(0), tokens.get(1));
            case 3 -> interval(tokens);
            default -> reference(tokens);
        };
    }

    private Optional<OptionValue> single(Token token) {
        Optional<String> text = text(token);
        if (text.isPresent()) {
            return text.map(OptionValue.Text::new);
        }
        return switch (token.getType() == SqlLexer.QUOTED_IDENTIFIER
                ? ""
                : token.getText().toUpperCase(Locale.ROOT)) {
            case "TRUE" -> Optional.of(new OptionValue.Flag(true));
            case "FALSE" -> Optional.of(new OptionValue.Flag(false));
            default -> isWord(token) ? Optional.of(new OptionValue.Word(word(token))) : Optional.empty();
        };
    }

    private Optional<OptionValue> pair(Token first, Token second) {
        if (first.getText().equalsIgnoreCase("TIMESTAMP") && second.getType() == SqlLexer.STRING) {
            return Optional.of(moment(second));
        }
        return first.getType() == SqlLexer.INTEGER ? span(first, first.getText(), second) : Optional.empty();
    }

    private Optional<OptionValue> interval(List<Token> tokens) {
        if (!tokens.get(0).getText().equalsIgnoreCase("INTERVAL")) {
            return Optional.empty();
        }
        Token amount = tokens.get(1);
        String digits = amount.getType() == SqlLexer.STRING ? unquote(amount.getText()) : amount.getText();
        return digits.matches("[0-9_]+") ? span(amount, digits, tokens.get(2)) : Optional.empty();
    }

    private Optional<OptionValue> span(Token amount, String digits, Token unitToken) {
        ChronoUnit unit = unit(unitToken.getText());
        if (unit == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OptionValue.Span(Duration.of(Long.parseLong(digits.replace("_", "")), unit)));
        } catch (ArithmeticException | NumberFormatException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_LITERAL,
                    source.location(amount.getStartIndex()),
                    "Cannot read duration: " + digits + " " + unitToken.getText());
        }
    }

    private OptionValue moment(Token token) {
        String text = unquote(token.getText()).strip().replace(' ', 'T');
        try {
            if (text.length() == 10) {
                return new OptionValue.Moment(
                        LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
            }
            boolean zoned = text.endsWith("Z")
                    || text.substring(Math.min(10, text.length())).matches(".*[+-].*");
            return new OptionValue.Moment(
                    zoned
                            ? OffsetDateTime.parse(text).toInstant()
                            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new MillraceException(
                            ErrorCode.INVALID_LITERAL,
                            source.location(token.getStartIndex()),
                            "Cannot read timestamp: " + token.getText())
                    .withHint("write TIMESTAMP '2026-01-31 00:00:00', in UTC");
        }
    }

    private Optional<String> text(Token token) {
        String text = token.getText();
        return switch (token.getType()) {
            case SqlLexer.STRING -> text.startsWith("'") ? Optional.of(unquote(text)) : Optional.empty();
            case SqlLexer.DOLLAR_STRING -> {
                int delimiter = text.indexOf('$', 1) + 1;
                yield Optional.of(text.substring(delimiter, text.length() - delimiter));
            }
            case SqlLexer.ESCAPE_STRING -> Optional.of(unescape(token));
            default -> Optional.empty();
        };
    }

    private String unescape(Token token) {
        String body = unquote(token.getText().substring(1));
        StringBuilder text = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (escaped) {
                text.append(unescape(c, token));
                escaped = false;
            } else if (c == '\\') {
                escaped = true;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    private char unescape(char c, Token token) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'x', 'u', 'U', '0', '1', '2', '3', '4', '5', '6', '7' ->
                throw new MillraceException(
                                ErrorCode.INVALID_LITERAL,
                                source.location(token.getStartIndex()),
                                "Cannot read escape in the value of an option: \\" + c)
                        .withHint("write the character itself");
            default -> c;
        };
    }

    static String unitHint(String unit) {
        return Suggestions.hint(unit, List.of("MILLISECONDS", "SECONDS", "MINUTES", "HOURS", "DAYS"));
    }

    /** Keywords too: an option's value or a nested option's name may be any word. */
    static boolean isWord(Token token) {
        return token.getType() == SqlLexer.IDENTIFIER
                || token.getType() == SqlLexer.QUOTED_IDENTIFIER
                || Keywords.isKeyword(token.getType());
    }

    static String word(Token token) {
        String text = token.getText();
        return token.getType() == SqlLexer.QUOTED_IDENTIFIER
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
                : text;
    }

    private static ChronoUnit unit(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        ChronoUnit unit = UNITS.get(upper);
        return unit == null && upper.endsWith("S") ? UNITS.get(upper.substring(0, upper.length() - 1)) : unit;
    }

    private static String unquote(String quoted) {
        return quoted.substring(1, quoted.length() - 1).replace("''", "'");
    }
}
