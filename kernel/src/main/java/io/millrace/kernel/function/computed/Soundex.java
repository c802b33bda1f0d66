package io.millrace.kernel.function.computed;

import java.util.Locale;

/** The code of how an English word sounds: its first letter and three digits. */
final class Soundex {
    private static final String CODES = "01230120022455012623010202";
    private static final int LENGTH = 4;

    private Soundex() {}

    /** Null for what has another letter than those of English. */
    static String of(String text) {
        String word = text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}]", "");
        if (!word.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z')) {
            return null;
        }
        if (word.isEmpty()) {
            return "";
        }
        StringBuilder code = new StringBuilder().append(word.charAt(0));
        char last = code(word.charAt(0));
        for (int i = 1; i < word.length() && code.length() < LENGTH; i++) {
            char next = code(word.charAt(i));
            boolean silent = word.charAt(i) == 'H' || word.charAt(i) == 'W';
            if (next != '0' && next != last) {
                code.append(next);
            }
            last = silent ? last : next;
        }
        return code.append("0".repeat(LENGTH - code.length())).toString();
    }

    private static char code(char letter) {
        return CODES.charAt(letter - 'A');
    }
}
