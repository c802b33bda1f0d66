package io.millrace.kernel.function.computed;

import io.millrace.kernel.recent.Recent;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Patterns as Joda-Time has them: {@code yyyy-MM-dd HH:mm:ss ZZ}. */
final class JodaPattern {
    private static final int PATTERNS = 1000;
    private static final Recent<String, TimePattern> READ = new Recent<>(PATTERNS);

    /** English, with weeks that begin on Monday. */
    private static final Locale ISO_WEEKS = Locale.forLanguageTag("en-US-u-rg-gbzzzz");

    private JodaPattern() {}

    /** Throws for what is no pattern. */
    static TimePattern of(String pattern) throws Exception {
        return READ.get(pattern, JodaPattern::read);
    }

    private static TimePattern read(String pattern) {
        DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(java(pattern))
                .toFormatter(ISO_WEEKS);
        return new FormatterPattern(formatter, formatter);
    }

    /** The pattern in the letters of {@link DateTimeFormatter}. */
    private static String java(String pattern) {
        StringBuilder java = new StringBuilder();
        int i = 0;
        while (i < pattern.length()) {
            char letter = pattern.charAt(i);
            int end = i + 1;
            if (letter == '\'') {
                end = pattern.indexOf('\'', i + 1) + 1;
                end = end == 0 ? pattern.length() : end;
                java.append(pattern, i, end);
            } else {
                while (end < pattern.length() && pattern.charAt(end) == letter) {
                    end++;
                }
                java.append(letters(letter, end - i));
            }
            i = end;
        }
        return java.toString();
    }

    private static String letters(char letter, int count) {
        return switch (letter) {
            case 'Y', 'y' -> count == 2 ? "uu" : "u".repeat(count);
            case 'x' -> "Y".repeat(count);
            case 'Z' -> count == 1 ? "xx" : count == 2 ? "xxx" : "VV";
            case 'z' -> "z".repeat(Math.min(count, 4));
            case 'a', 'D', 'd', 'M', 'H', 'h', 'K', 'k', 'm', 's', 'w' ->
                String.valueOf(letter).repeat(count);
            case 'S' -> "S".repeat(Math.min(count, 9));
            case 'E' -> count > 3 ? "EEEE" : "EEE";
            case 'e' -> "e".repeat(count);
            case 'G' -> "G";
            case 'C' -> throw new IllegalArgumentException("a letter that is not supported: C");
            default ->
                Character.isLetter(letter)
                        ? unknown(letter)
                        : ("[]{}#".indexOf(letter) >= 0 ? "'" + letter + "'" : String.valueOf(letter)).repeat(count);
        };
    }

    private static String unknown(char letter) {
        throw new IllegalArgumentException("a letter that is not supported: " + letter);
    }
}
