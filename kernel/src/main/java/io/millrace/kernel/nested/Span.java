package io.millrace.kernel.nested;

/** A stretch of the user's text; {@code to} is behind it. */
record Span(int from, int to) {
    boolean contains(int offset) {
        return from <= offset && offset < to;
    }
}
