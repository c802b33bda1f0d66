package io.millrace.sql.token;

import static java.util.Objects.requireNonNull;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.IntStream;
import org.antlr.v4.runtime.misc.Interval;

/** A text for the lexer whose offsets are those of the string, where ANTLR's own streams count code points. */
public final class Utf16Stream implements CharStream {
    private final String text;
    private int index;

    public Utf16Stream(String text) {
        this.text = requireNonNull(text, "text is null");
    }

    @Override
    public void consume() {
        if (index == text.length()) {
            throw new IllegalStateException("cannot consume the end of the text");
        }
        index++;
    }

    @Override
    public int LA(int distance) {
        int at = distance < 0 ? index + distance : index + distance - 1;
        return distance == 0 || at < 0 || at >= text.length() ? IntStream.EOF : text.charAt(at);
    }

    @Override
    public int mark() {
        return 0;
    }

    @Override
    public void release(int marker) {
        // The whole text stays at hand.
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void seek(int target) {
        index = Math.min(target, text.length());
    }

    @Override
    public int size() {
        return text.length();
    }

    @Override
    public String getSourceName() {
        return IntStream.UNKNOWN_SOURCE_NAME;
    }

    @Override
    public String getText(Interval interval) {
        int end = Math.min(interval.b + 1, text.length());
        return interval.a >= end ? "" : text.substring(interval.a, end);
    }
}
