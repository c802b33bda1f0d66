package io.millrace.connector.generator;

import java.util.function.BiFunction;

/**
 * What may stand between two pairs of braces in a text template.
 *
 * @param usage as it is written, such as {@code uniform(low, high)}
 * @param meaning for the documentation
 * @param yields what is written in its place
 * @param open makes the piece from its arguments, drawing for the event at hand
 */
record Placeholder(String usage, String meaning, Yields yields, BiFunction<Arguments, Draw, Piece> open) {
    enum Yields {
        /** Also what tells events apart, which dirt leaves alone. */
        TEXT,
        NUMBER,
        TIME
    }

    String name() {
        int arguments = usage.indexOf('(');
        return arguments < 0 ? usage : usage.substring(0, arguments);
    }
}
