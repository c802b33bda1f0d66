package io.millrace.formats.columns;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Patterns over dotted field paths, without regard to case: {@code *} is any text, dots included, {@code ?} is any one
 * character, and everything else is itself.
 */
public final class Globs {
    private final List<Pattern> patterns;

    public Globs(List<String> globs) {
        patterns = globs.stream().map(Globs::pattern).toList();
    }

    public boolean match(String path) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(path).matches()) {
                return true;
            }
        }
        return false;
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        glob.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(Character.toString(c)));
            }
        });
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }
}
