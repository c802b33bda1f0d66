package io.millrace.kernel.function.computed;

import io.millrace.kernel.recent.Recent;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.format.TextStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.Locale;
import java.util.Map;

/** Patterns as MySQL has them: {@code %Y-%m-%d %H:%i:%s}. */
final class MysqlPattern {
    private static final int PATTERNS = 1000;
    private static final Recent<String, TimePattern> READ = new Recent<>(PATTERNS);

    private final DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive();
    private final boolean reads;

    /** @param reads whether numbers may have fewer digits than are written */
    private MysqlPattern(boolean reads) {
        this.reads = reads;
    }

    /** Throws for a directive that is not supported. */
    static TimePattern of(String pattern) throws Exception {
        return READ.get(
                pattern,
                text -> new FormatterPattern(
                        new MysqlPattern(false).formatter(text), new MysqlPattern(true).formatter(text)));
    }

    private DateTimeFormatter formatter(String pattern) {
        boolean halves = false;
        boolean named = false;
        for (int i = 0; i < pattern.length(); i++) {
            char next = pattern.charAt(i);
            if (next == '%' && i + 1 < pattern.length()) {
                char directive = pattern.charAt(++i);
                add(directive);
                halves |= "hIl".indexOf(directive) >= 0;
                named |= "pr".indexOf(directive) >= 0;
            } else {
                builder.appendLiteral(next);
            }
        }
        if (reads && halves && !named) {
            builder.parseDefaulting(ChronoField.AMPM_OF_DAY, 0);
        }
        return builder.toFormatter(Locale.ENGLISH);
    }

    private void add(char directive) {
        switch (directive) {
            case 'a' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.SHORT);
            case 'b' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.SHORT);
            case 'c' -> upToTwo(ChronoField.MONTH_OF_YEAR);
            case 'd' -> two(ChronoField.DAY_OF_MONTH);
            case 'e' -> upToTwo(ChronoField.DAY_OF_MONTH);
            case 'f' -> builder.appendFraction(ChronoField.NANO_OF_SECOND, reads ? 1 : 6, reads ? 9 : 6, false);
            case 'H' -> two(ChronoField.HOUR_OF_DAY);
            case 'h', 'I' -> two(ChronoField.CLOCK_HOUR_OF_AMPM);
            case 'i' -> two(ChronoField.MINUTE_OF_HOUR);
            case 'j' -> builder.appendValue(ChronoField.DAY_OF_YEAR, 3);
            case 'k' -> upToTwo(ChronoField.HOUR_OF_DAY);
            case 'l' -> upToTwo(ChronoField.CLOCK_HOUR_OF_AMPM);
            case 'M' -> builder.appendText(ChronoField.MONTH_OF_YEAR, TextStyle.FULL);
            case 'm' -> two(ChronoField.MONTH_OF_YEAR);
            case 'p' -> builder.appendText(ChronoField.AMPM_OF_DAY, Map.of(0L, "AM", 1L, "PM"));
            case 'r' -> times("h:i:s p");
            case 'S', 's' -> two(ChronoField.SECOND_OF_MINUTE);
            case 'T' -> times("H:i:s");
            case 'v' -> two(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case 'W' -> builder.appendText(ChronoField.DAY_OF_WEEK, TextStyle.FULL);
            case 'x' -> builder.appendValue(IsoFields.WEEK_BASED_YEAR, 4);
            case 'Y' -> builder.appendValue(ChronoField.YEAR, 4);
            case 'y' -> builder.appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(1970, 1, 1));
            case 'D', 'U', 'u', 'V', 'w', 'X' ->
                throw new IllegalArgumentException("a directive that is not supported: %" + directive);
            default -> builder.appendLiteral(directive);
        }
    }

    private void times(String directives) {
        for (int i = 0; i < directives.length(); i++) {
            char directive = directives.charAt(i);
            if (Character.isLetter(directive)) {
                add(directive);
            } else {
                builder.appendLiteral(directive);
            }
        }
    }

    private void two(TemporalField field) {
        if (reads) {
            upToTwo(field);
        } else {
            builder.appendValue(field, 2);
        }
    }

    private void upToTwo(TemporalField field) {
        builder.appendValue(field, 1, 2, SignStyle.NOT_NEGATIVE);
    }
}
