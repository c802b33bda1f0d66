package io.millrace.kernel.nested;

/** A stretch of a text; {@code to} is behind it. */
public record Span(int from, int to) {
    boolean contains(int offset) {
        return from <= offset && offset < to;
    }
}
