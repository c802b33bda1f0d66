package io.millrace.cli.shell;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.CompletingParsedLine;

/** A line of SQL as the completer sees it: the dotted name that the cursor stands in or behind. */
record WordAtCursor(String line, int cursor) implements CompletingParsedLine {
    @Override
    public String word() {
        return line.substring(start(), end());
    }

    @Override
    public int wordCursor() {
        return cursor - start();
    }

    @Override
    public int wordIndex() {
        return words().size() - 1;
    }

    /** The words up to the cursor; the last is {@link #word}. */
    @Override
    public List<String> words() {
        List<String> before = Arrays.stream(line.substring(0, start()).split("[^A-Za-z0-9_$.\"]+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return Stream.concat(before.stream(), Stream.of(word())).toList();
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
        return candidate;
    }

    @Override
    public int rawWordCursor() {
        return wordCursor();
    }

    @Override
    public int rawWordLength() {
        return word().length();
    }

    private int start() {
        int start = cursor;
        while (start > 0 && isNamePart(line.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private int end() {
        int end = cursor;
        while (end < line.length() && isNamePart(line.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '.';
    }
}
